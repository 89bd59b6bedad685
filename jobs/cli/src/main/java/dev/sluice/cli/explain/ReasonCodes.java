// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.cli.explain.Contributions.Contribution;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.TraceStep;
import dev.sluice.inference.Explanation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Why a decision has its outcome, in codes.
 *
 * <p>In this order: the explanation that won, or the questions that were answered with yes; the
 * strongest evidence of the last yes; the strongest evidence of the first pass. At most {@value
 * #MOST} of these; the score alone where there are none. Then what is special about the decision.
 */
final class ReasonCodes {

    /** What the codes mean that every use case has, by the code. */
    static final Map<String, String> GENERAL =
            new TreeMap<>(
                    Map.of(
                            "LIST_ALLOWED", "a list of the policy lets the entity pass",
                            "LIST_BLOCKED", "a list of the policy blocks the entity",
                            "NOVEL_PATTERN", "unlike the data that the models were trained on",
                            "NO_DEEP_ANSWER", "a deep look was due, and gave no answer",
                            "SCORE_HIGH", "the probability alone, without a stated reason",
                            "SCORE_LOW", "the probability is low, without a stated reason"));

    static final int MOST = 3;

    /** Evidence of the first pass counts from here on: odds that are half as high again. */
    private static final double LEAST_LOG_ODDS = 0.4;

    private final Words words;
    private final Map<String, ReasonCode> codes = new LinkedHashMap<>();

    private ReasonCodes(Words words) {
        this.words = words;
    }

    /** The codes of a decision, the weightiest first; at least one. */
    static List<ReasonCode> of(Case told, Words words) {
        return new ReasonCodes(words).all(told);
    }

    private List<ReasonCode> all(Case told) {
        Decision decision = told.decision();
        boolean bad = decision.verdict().outcome() != Outcome.CLEAR;
        if (decision.reason() == DecisionReason.RULE) {
            add(bad ? "LIST_BLOCKED" : "LIST_ALLOWED", "lists of " + decision.versions().policy());
            return List.copyOf(codes.values());
        }
        if (decision.source() == DecisionSource.DEEP) {
            winner(decision, bad);
            answers(decision, bad);
        }
        if (bad) {
            firstPass(told.seen());
        }
        if (codes.isEmpty()) {
            add(
                    bad ? "SCORE_HIGH" : "SCORE_LOW",
                    "probability " + Numbers.probability(decision.verdict().probability()));
        }
        if (DecisionReason.NOVEL.name().equals(decision.appraisal().escalation())) {
            add("NOVEL_PATTERN", "novelty " + Numbers.share(decision.appraisal().novelty()));
        }
        if (decision.source() == DecisionSource.FALLBACK) {
            add("NO_DEEP_ANSWER", decision.reason().name());
        }
        return List.copyOf(codes.values());
    }

    /** The best of the candidates at the end, if it is on the side of the outcome. */
    private void winner(Decision decision, boolean bad) {
        Optional<TraceStep> race =
                decision.trace().stream()
                        .filter(step -> step.name().equals("candidates"))
                        .reduce((earlier, later) -> later);
        race.flatMap(this::best)
                .filter(best -> words.isGood(best) != bad)
                .ifPresent(
                        best ->
                                add(
                                        words.vocabulary().explanationCode(best.name()),
                                        "best explanation: " + best.statement()));
    }

    private Optional<Explanation> best(TraceStep race) {
        return words.inputs().explanations().stream()
                .filter(each -> race.evidence().containsKey(each.name()))
                .max(
                        Comparator.comparingDouble(
                                each -> EvidenceWords.score(race.evidence().get(each.name()))));
    }

    /** Questions that were answered with yes, and what the last of them rests on. */
    private void answers(Decision decision, boolean bad) {
        List<Contribution> last = List.of();
        for (TraceStep step : decision.trace()) {
            // evidence is for the answer: that of a no is none for the outcome
            if (bad && step.answer().startsWith("Yes")) {
                last = Contributions.of(step);
                words.explanation(step.name())
                        .ifPresent(
                                yes ->
                                        add(
                                                words.vocabulary().explanationCode(yes.name()),
                                                step.question() + " " + step.answer()));
            }
        }
        if (bad) {
            Map<String, Double> byCode = new TreeMap<>();
            last.forEach(
                    each ->
                            byCode.merge(
                                    words.vocabulary().feature(each.feature()).reasonCode(),
                                    each.added(),
                                    Double::sum));
            strongest(byCode, "last yes");
        }
    }

    private void firstPass(Sighting seen) {
        strongest(seen.byCode(words.vocabulary()), "first pass");
    }

    private void strongest(Map<String, Double> byCode, String who) {
        List<Map.Entry<String, Double>> order = new ArrayList<>(byCode.entrySet());
        order.sort(Map.Entry.<String, Double>comparingByValue().reversed());
        for (Map.Entry<String, Double> entry : order) {
            if (codes.size() < MOST && entry.getValue() >= LEAST_LOG_ODDS) {
                add(entry.getKey(), who + ": " + Numbers.added(entry.getValue()) + " log-odds");
            }
        }
    }

    private void add(String code, String basis) {
        String meaning = GENERAL.getOrDefault(code, words.vocabulary().meaning(code));
        codes.putIfAbsent(code, new ReasonCode(code, meaning, basis));
    }
}
