// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.TraceStep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Decisions for tests. */
final class Decisions {

    private Decisions() {}

    /** As the first pass makes them: no trace, no deep model. */
    static Decision plain() {
        return decision("tx-1", "customer-7", List.of());
    }

    static Decision decision(String eventId, String entityKey, List<TraceStep> trace) {
        return new Decision(
                eventId,
                0,
                entityKey,
                1_527_811_200_123L,
                new Decision.Verdict(0.03, 0.02, 0.05, Outcome.CLEAR),
                DecisionSource.FIRST_PASS,
                DecisionReason.CONFIDENT,
                new Decision.Appraisal("", 0.25, 0.5, 12_345, 1.5, 0, 0.03, Outcome.CLEAR, 0.01),
                Decision.Effort.NONE,
                new Decision.Versions("fp-1", "", "policy-1", 0.1, 0, -77, "cpu", "2.16.1"),
                new Decision.Timings(0, 120, 900, 0),
                trace);
    }

    static Decision random(Random random) {
        return new Decision(
                text(random),
                random.nextInt(2),
                text(random),
                random.nextLong() >> 20,
                new Decision.Verdict(
                        random.nextDouble(),
                        random.nextDouble(),
                        random.nextDouble(),
                        one(random, Outcome.values())),
                one(random, DecisionSource.values()),
                one(random, DecisionReason.values()),
                new Decision.Appraisal(
                        text(random),
                        random.nextDouble(),
                        random.nextDouble(),
                        random.nextLong(),
                        random.nextGaussian(),
                        random.nextDouble(),
                        random.nextDouble(),
                        one(random, Outcome.values()),
                        random.nextDouble()),
                new Decision.Effort(random.nextInt(), random.nextInt(), text(random), text(random)),
                new Decision.Versions(
                        text(random),
                        text(random),
                        text(random),
                        random.nextDouble(),
                        random.nextLong(),
                        random.nextLong(),
                        text(random),
                        text(random)),
                new Decision.Timings(
                        random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()),
                trace(random));
    }

    private static List<TraceStep> trace(Random random) {
        List<TraceStep> trace = new ArrayList<>();
        for (int steps = random.nextInt(4); steps > 0; steps--) {
            Map<String, String> evidence = new HashMap<>();
            for (int values = random.nextInt(4); values > 0; values--) {
                evidence.put(text(random), text(random));
            }
            trace.add(
                    new TraceStep(
                            text(random),
                            text(random),
                            text(random),
                            random.nextDouble(),
                            random.nextDouble(),
                            evidence));
        }
        return trace;
    }

    private static <T> T one(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    private static String text(Random random) {
        int highest = random.nextInt(4) == 0 ? 0xD7FF : 0x7F;
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(30); length > 0; length--) {
            text.append((char) random.nextInt(highest));
        }
        return text.toString();
    }
}
