// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.inference.ModelInputs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** Rows whose truth is known: half of the risk shows in the features, half only in the history. */
final class Synthetic {

    static final ModelInputs INPUTS =
            new ModelInputs(
                    "toy", List.of("a", "b", "flag", "idle"), List.of("x", "one"), 6, List.of());

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

    private static TrainingData rows(ModelInputs inputs, int days, int rowsPerDay, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int rows = days * rowsPerDay;
        int width = inputs.contextWidth();
        long[] times = new long[rows];
        float[] features = new float[rows * 4];
        float[] contexts = new float[rows * width];
        boolean[] bad = new boolean[rows];
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
            double risk = (a > 250 && b > 0.3 ? 0.9 : 0.01) + (jump ? 0.7 : 0);
            bad[row] = random.nextDouble() < risk;
        }
        return new TrainingData(inputs, times, features, contexts, bad);
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
