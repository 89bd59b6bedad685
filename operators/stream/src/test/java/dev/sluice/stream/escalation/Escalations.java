// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.escalation;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.EscalationReason;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.ScoredEvent;

import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;

import java.util.Random;

/** Escalations with whatever can be in them. */
final class Escalations {

    /**
     * Texts of every kind: empty, plain, wide, outside of the basic plane, and half a character.
     */
    private static final String[] TEXTS = {
        "", "plain-1", "na\u00efve \u00ff", "\u0100", "\u4e2d\u6587", "\ud83d\ude00", "half \ud83d"
    };

    private static final double[] DOUBLES = {
        0, -0.0, 0.1, 1, Double.MIN_VALUE, Double.MAX_VALUE, Double.NEGATIVE_INFINITY, Double.NaN
    };

    /** Field by field; NaN is the same as NaN. */
    static final RecursiveComparisonConfiguration BY_VALUE =
            RecursiveComparisonConfiguration.builder()
                    .withEqualsForType(Float::equals, Float.class)
                    .withEqualsForType(Double::equals, Double.class)
                    .build();

    private Escalations() {}

    /** One of them, with other values for each state of the random numbers. */
    static Escalation random(Random random) {
        FeaturizedEvent event =
                new FeaturizedEvent(
                        text(random),
                        text(random),
                        random.nextLong(),
                        random.nextLong(),
                        floats(random, random.nextInt(40)),
                        floats(random, random.nextInt(2000)));
        return new Escalation(
                new ScoredEvent(
                        event,
                        random.nextFloat(),
                        number(random),
                        Float.NaN,
                        text(random),
                        random.nextLong(),
                        random.nextLong(),
                        text(random),
                        text(random)),
                new Decision.Verdict(
                        number(random),
                        number(random),
                        number(random),
                        pick(random, Outcome.values())),
                pick(random, EscalationReason.values()),
                number(random),
                number(random),
                number(random),
                number(random),
                number(random),
                text(random),
                random.nextLong(),
                text(random),
                random.nextLong());
    }

    /** One whose bytes are kept as those of the first version of the format. */
    static Escalation ofTheFirstVersion() {
        return new Escalation(
                new ScoredEvent(
                        new FeaturizedEvent(
                                "event-1",
                                "\u4e2d",
                                1_522_540_800_000L,
                                5000,
                                new float[] {0.5f, -1},
                                new float[] {1, 2, 3}),
                        0.25f,
                        0.1,
                        0.75f,
                        "first-pass-1",
                        7,
                        11,
                        "cpu",
                        "natives-1"),
                new Decision.Verdict(0.1, 0.05, 0.2, Outcome.REVIEW),
                EscalationReason.NOVEL,
                0.9,
                0.3,
                12,
                7,
                1,
                "policy-1",
                -42,
                "deep-1",
                99);
    }

    private static String text(Random random) {
        return pick(random, TEXTS) + pick(random, TEXTS);
    }

    private static double number(Random random) {
        return random.nextBoolean()
                ? random.nextGaussian()
                : DOUBLES[random.nextInt(DOUBLES.length)];
    }

    private static float[] floats(Random random, int length) {
        float[] floats = new float[length];
        for (int i = 0; i < length; i++) {
            // every pattern of bits, NaNs with a payload among them
            floats[i] = Float.intBitsToFloat(random.nextInt());
        }
        return floats;
    }

    private static <E> E pick(Random random, E[] values) {
        return values[random.nextInt(values.length)];
    }
}
