// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.PassSeed;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.FeedbackSampling;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.ComputeBudget;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.GateDecisions;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GatePolicy;
import dev.sluice.decisioning.gate.GateVerdict;
import dev.sluice.decisioning.gate.HardRules;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.ModelBackend;
import dev.sluice.stream.feature.FeatureTable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Replays recorded events through first pass, gate and deep: the decisions that one subtask of the
 * stream would have made under {@code features.order: event-time}, apart from the timings.
 *
 * <p>The first pass runs once, when the replay is made; the gate is replayed for each of the
 * decisions; deep runs on what nobody looked at before. Replays of the same events {@link #under}
 * other policies share both. Not thread-safe.
 */
public final class CascadeReplay {

    private static final int CHUNK = 4096;

    private final FeatureTable events;
    private final ModelBackend firstPass;
    private final FirstPassScores scores;
    private final DeepLooks looks;
    private final Policy policy;

    /** A replay with opened models, which stay the caller's to close. */
    public CascadeReplay(
            FeatureTable events,
            ModelBackend firstPass,
            ModelBackend deep,
            Policy policy,
            DeepConfig deepConfig) {
        this(
                events,
                firstPass,
                FirstPassScores.of(events, firstPass),
                new DeepLooks(deep, deepConfig),
                policy);
    }

    private CascadeReplay(
            FeatureTable events,
            ModelBackend firstPass,
            FirstPassScores scores,
            DeepLooks looks,
            Policy policy) {
        this.events = events;
        this.firstPass = firstPass;
        this.scores = scores;
        this.looks = looks;
        this.policy = policy;
    }

    /** The same events and models under another policy; nothing is scored twice. */
    public CascadeReplay under(Policy other) {
        return new CascadeReplay(events, firstPass, scores, looks, other);
    }

    /** The policy that is replayed. */
    public Policy policy() {
        return policy;
    }

    /** The events that are replayed. */
    public FeatureTable events() {
        return events;
    }

    /** What the cascade decides: one decision an event, in the order of the events. */
    public List<Decision> cascade(DoubleConsumer progress) {
        return replay(gate(policy.gate()), GateMode.ON, progress);
    }

    /**
     * What the cascade decides with the controller in the loop: it hears of decisions at the end of
     * a slice of event time, and what it sets holds from the next slice on.
     *
     * @param slice how long it takes until a decision has its effect on the price
     * @param sampling which decisions are fed back
     */
    public List<Decision> controlled(
            Duration slice, FeedbackSampling sampling, DoubleConsumer progress) {
        Decision[] decisions = new Decision[events.rows()];
        ComputeBudget budget = new ComputeBudget(policy.gate().budget(), 1);
        ControlledGate gate = new ControlledGate(policy, budget, sampling);
        List<Integer> places = new ArrayList<>();
        List<Escalation> escalations = new ArrayList<>();
        int from = 0;
        long end = events.rows() == 0 ? 0 : events.timesMs()[0] + slice.toMillis();
        for (int i = 0; i < events.rows(); i++) {
            if (events.timesMs()[i] >= end) {
                settle(gate.policy(), places, escalations, decisions);
                gate.hear(Arrays.asList(decisions).subList(from, i));
                progress.accept((double) i / events.rows());
                from = i;
                end = events.timesMs()[i] + slice.toMillis();
            }
            ScoredEvent scored = scored(i, gate.policy());
            GateVerdict verdict = gate.judge(scored);
            if (verdict.escalated()) {
                places.add(i);
                escalations.add(escalation(scored, verdict, gate.policy()));
            } else {
                decisions[i] = GateDecisions.firstPass(scored, verdict, gate.policy());
            }
        }
        settle(gate.policy(), places, escalations, decisions);
        progress.accept(1);
        return Arrays.asList(decisions);
    }

    /**
     * Whether the gate alone, without a controller, escalates events in an order that need not be
     * that of the stream.
     *
     * @param rows rows of events, any number of times each
     */
    public boolean[] escalated(int[] rows) {
        GatePolicy gate = gate(policy.gate());
        boolean[] escalated = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            ScoredEvent scored = scored(rows[i], policy);
            escalated[i] =
                    gate.judge(scored, GateMode.ON, scored.event().eventTimeMs()).escalated();
        }
        return escalated;
    }

    /**
     * What the cascade decides about one event, while deep looks at no other: equal to its decision
     * in {@link #cascade} over the events from the first on.
     *
     * @param first the event that the gate begins with
     * @param row the event to decide
     */
    public Decision decision(int first, int row) {
        GatePolicy gate = gate(policy.gate());
        for (int before = first; before < row; before++) {
            ScoredEvent scored = scored(before, policy);
            gate.judge(scored, GateMode.ON, scored.event().eventTimeMs());
        }
        ScoredEvent scored = scored(row, policy);
        GateVerdict verdict = gate.judge(scored, GateMode.ON, scored.event().eventTimeMs());
        return verdict.escalated()
                ? look(row, escalation(scored, verdict, policy))
                : GateDecisions.firstPass(scored, verdict, policy);
    }

    /** What deep says about one event, whatever gate and lists say. */
    public Decision deepLook(int row) {
        Policy open = policy.withGate(GateConfig.EVERYTHING).withRules(HardRules.NONE);
        ScoredEvent scored = scored(row, open);
        GateVerdict verdict =
                new GatePolicy(open, new ComputeBudget(open.gate().budget(), 1))
                        .judge(scored, GateMode.ON, scored.event().eventTimeMs());
        return look(row, escalation(scored, verdict, open));
    }

    /** What deep decides about every event, whatever the gate says. */
    public List<Decision> deepOnAll(DoubleConsumer progress) {
        return replay(gate(GateConfig.EVERYTHING), GateMode.ON, progress);
    }

    /** What the gate escalates, in the order of the events. */
    public List<Escalation> escalations() {
        GatePolicy gate = gate(policy.gate());
        List<Escalation> escalations = new ArrayList<>();
        for (int i = 0; i < events.rows(); i++) {
            ScoredEvent scored = scored(i, policy);
            GateVerdict verdict = gate.judge(scored, GateMode.ON, scored.event().eventTimeMs());
            if (verdict.escalated()) {
                escalations.add(escalation(scored, verdict, policy));
            }
        }
        return escalations;
    }

    /** What the first pass alone decides about every event, while the gate is switched off. */
    public List<Decision> firstPassOnly() {
        return replay(gate(policy.gate()), GateMode.OFF, share -> {});
    }

    private GatePolicy gate(GateConfig config) {
        return new GatePolicy(policy.withGate(config), new ComputeBudget(config.budget(), 1));
    }

    private List<Decision> replay(GatePolicy gate, GateMode mode, DoubleConsumer progress) {
        Decision[] decisions = new Decision[events.rows()];
        List<Integer> places = new ArrayList<>();
        List<Escalation> escalations = new ArrayList<>();
        for (int i = 0; i < events.rows(); i++) {
            ScoredEvent scored = scored(i, policy);
            GateVerdict verdict = gate.judge(scored, mode, scored.event().eventTimeMs());
            if (verdict.escalated()) {
                places.add(i);
                escalations.add(escalation(scored, verdict, policy));
            } else {
                decisions[i] = GateDecisions.firstPass(scored, verdict, policy);
            }
            if (escalations.size() == CHUNK) {
                settle(policy, places, escalations, decisions);
                progress.accept((double) i / events.rows());
            }
        }
        settle(policy, places, escalations, decisions);
        progress.accept(1);
        return Arrays.asList(decisions);
    }

    private Decision look(int row, Escalation escalation) {
        return looks.judge(policy, List.of(row), List.of(escalation)).get(0);
    }

    private ScoredEvent scored(int row, Policy under) {
        return scores.scored(events, row, firstPass, under.firstPass());
    }

    private Escalation escalation(ScoredEvent scored, GateVerdict verdict, Policy under) {
        String version = looks.modelVersion();
        return GateDecisions.escalation(
                scored, verdict, under, PassSeed.of(scored.event().eventId(), version), version, 0);
    }

    private void settle(
            Policy under,
            List<Integer> places,
            List<Escalation> escalations,
            Decision[] decisions) {
        List<Decision> decided = looks.judge(under, places, escalations);
        for (int i = 0; i < places.size(); i++) {
            decisions[places.get(i)] = decided.get(i);
        }
        places.clear();
        escalations.clear();
    }
}
