// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.inference.Explanation;
import dev.sluice.inference.ModelInputs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rows whose truth is known: half of the risk shows in the features ({@code steep}), half only in
 * the history ({@code jump}); some rows are bad for no reason.
 */
final class Synthetic {

    static final ModelInputs INPUTS =
            new ModelInputs(
                    "toy",
                    List.of("a", "b", "flag", "idle"),
                    List.of("x", "one"),
                    6,
                    List.of(
                            new Explanation("fine", "All is well.", "Is all well?"),
                            new Explanation("steep", "a is high.", "Is a high?"),
                            new Explanation("jump", "x jumped.", "Did x jump?")));

    /** Index of the explanation that shows in the features. */
    static final int STEEP = 1;

    /** Index of the explanation that shows in the history. */
    static final int JUMP = 2;

    static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    private Synthetic() {}

    /** Rows at even distances over whole days. */
    static TrainingData rows(int days, int rowsPerDay, long seed) {
        return rows(INPUTS, days, rowsPerDay, seed);
    }

    /** The same for a use case without a history. */
    static TrainingData withoutContext(int days, int rowsPerDay, long seed) {
        return rows(
                new ModelInputs("toy", INPUTS.features(), List.of(), 0, List.of()),
                days,
                rowsPerDay,
                seed);
    }

    /** The same rows of which nobody knows the cause. */
    static TrainingData withoutCauses(int days, int rowsPerDay, long seed) {
        TrainingData known = rows(days, rowsPerDay, seed);
        return new TrainingData(
                known.inputs(),
                known.timesMs(),
                known.features(),
                known.contexts(),
                known.stakes(),
                known.bad(),
                TrainingData.unknownCauses(known.bad()));
    }

    private static TrainingData rows(ModelInputs inputs, int days, int rowsPerDay, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int rows = days * rowsPerDay;
        int width = inputs.contextWidth();
        long[] times = new long[rows];
        float[] features = new float[rows * 4];
        float[] contexts = new float[rows * width];
        boolean[] bad = new boolean[rows];
        byte[] causes = new byte[rows];
        for (int row = 0; row < rows; row++) {
            times[row] = START.toEpochMilli() + row * DAY_MS / rowsPerDay;
            double a = Math.exp(random.nextDouble() * 6);
            double b = random.nextDouble() * 2 - 1;
            features[row * 4] = (float) a;
            features[row * 4 + 1] = (float) b;
            features[row * 4 + 2] = random.nextInt(2);
            features[row * 4 + 3] = 5;
            boolean jump = random.nextInt(12) == 0;
            if (width > 0) {
                history(contexts, row * width, jump, random);
            }
            boolean steep = a > 250 && b > 0.3;
            double risk = (steep ? 0.9 : 0.01) + (jump ? 0.7 : 0);
            bad[row] = random.nextDouble() < risk;
            if (bad[row]) {
                boolean explained = !inputs.explanations().isEmpty() && (steep || jump);
                causes[row] =
                        explained ? (byte) (steep ? STEEP : JUMP) : TrainingData.UNKNOWN_CAUSE;
            }
        }
        return new TrainingData(
                inputs, times, features, contexts, new long[times.length], bad, causes);
    }

    /** A level that each history has for itself; a jump leaves it in the last row. */
    private static void history(float[] contexts, int from, boolean jump, SplittableRandom random) {
        int known = 2 + random.nextInt(5);
        double level = random.nextDouble() * 4;
        for (int i = 6 - known; i < 6; i++) {
            boolean judged = i == 5;
            contexts[from + 2 * i] =
                    (float) (level + random.nextDouble() * 0.3 + (judged && jump ? 2 : 0));
            contexts[from + 2 * i + 1] = 1;
        }
    }
}
