// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.TraceStep;
import dev.sluice.inference.Explanation;
import dev.sluice.inference.FeatureWording;
import dev.sluice.inference.ModelInputs;
import dev.sluice.inference.ValueUnit;
import dev.sluice.inference.Vocabulary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cases of a small use case, for tests of how they are told. */
final class Cases {

    static final Words WORDS =
            new Words(
                    new ModelInputs(
                            "payments",
                            List.of("amount", "mean", "risk", "gap"),
                            List.of(),
                            0,
                            List.of(
                                    new Explanation("fine", "It is fine.", "Is it fine?"),
                                    new Explanation("theft", "It is theft.", "Is it theft?"),
                                    new Explanation("shop", "The shop cheats.", "Does it cheat?"))),
                    new Vocabulary(
                            "payment",
                            "payer",
                            ValueUnit.MINOR_MONEY,
                            Vocabulary.byFeature(
                                    List.of(
                                            FeatureWording.of(
                                                            "amount",
                                                            "amount",
                                                            ValueUnit.MONEY,
                                                            "AMOUNT")
                                                    .comparedWith("mean", "the usual"),
                                            FeatureWording.of(
                                                    "mean",
                                                    "usual amount",
                                                    ValueUnit.MONEY,
                                                    "AMOUNT"),
                                            FeatureWording.of(
                                                    "risk",
                                                    "share of thefts",
                                                    ValueUnit.SHARE,
                                                    "SHOP"))),
                            Map.of("fine", "FINE", "theft", "THEFT", "shop", "SHOP"),
                            Map.of("AMOUNT", "an odd amount", "SHOP", "a risky shop")));

    static final Decision.Timings TIMINGS = new Decision.Timings(1_555, 627, 16_715, 1_584);

    private Cases() {}

    static Decision decision(
            Outcome outcome, DecisionSource source, DecisionReason reason, List<TraceStep> trace) {
        boolean deep = source == DecisionSource.DEEP;
        boolean asked = deep || source == DecisionSource.FALLBACK;
        return new Decision(
                "payment-4711",
                deep ? 1 : 0,
                "payer-12",
                1_581_178_742_831L,
                new Decision.Verdict(0.99786, 0.99526, 1, outcome),
                source,
                reason,
                new Decision.Appraisal(
                        !asked ? "" : deep ? reason.name() : "UNCERTAIN",
                        0.0016,
                        0.942,
                        69_415,
                        36.8,
                        asked ? 1 : 0.0234,
                        0.9928,
                        Outcome.FLAG,
                        0.643),
                deep
                        ? new Decision.Effort(4, 32, "interval-settled", "monte-carlo")
                        : Decision.Effort.NONE,
                new Decision.Versions(
                        "first-1", deep ? "deep-1" : "", "policy-1", 34.2, 77, 255, "cpu", "tf"),
                TIMINGS,
                trace);
    }

    static TraceStep step(String name, String question, String answer, String... evidence) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < evidence.length; i += 2) {
            map.put(evidence[i], evidence[i + 1]);
        }
        return new TraceStep(name, question, answer, 0.9928, 0.99786, map);
    }

    static Case read(Decision decision) {
        return Case.read("partition 0, offset 3", decision);
    }

    /** A replayed case whose first pass saw four values. */
    static Case replayed(Decision decision, Decision... unasked) {
        return new Case(
                "",
                List.of(new Party("shop", "shop-9")),
                decision,
                new Sighting(
                        List.of(
                                new SeenValue("amount", 120.5, 1.25),
                                new SeenValue("mean", 28.7, -0.5),
                                new SeenValue("risk", 0.35, 2.5),
                                new SeenValue("gap", 3.25, 0.1)),
                        0.0123,
                        9_722),
                List.of(unasked),
                "the data says fraud.");
    }
}
