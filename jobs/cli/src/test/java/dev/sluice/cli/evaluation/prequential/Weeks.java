// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.prequential;

import dev.sluice.cli.evaluation.HandbookFold;
import dev.sluice.fraud.FraudFeatureTable;
import dev.sluice.stream.feature.FeatureTable;
import dev.sluice.testing.FakeManifests;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.TestEvents;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Three weeks of events, with models that need no engine. */
final class Weeks {

    static final HandbookFold FOLD = HandbookFold.startingAt(Instant.parse("2018-07-25T00:00:00Z"));

    private static final int ROWS = 6_000;

    private Weeks() {}

    /** A fold with fake models. */
    static FoldTrial.Trained trained(long seed, OptionalDouble seconds) {
        return new FoldTrial.Trained(FOLD, history(), models(), seed, seconds);
    }

    private static HandbookFold.Cascade models() {
        return new HandbookFold.Cascade(
                FakeModelBackend.firstPass(TestEvents.FEATURES),
                FakeModelBackend.thinking(
                        FakeManifests.thinking(
                                TestEvents.FEATURES, TestEvents.CONTEXT, List.of(16, 64))),
                TestEvents.POLICY);
    }

    /** Few customers are ever bad, so that most stay in the test week. */
    private static FraudFeatureTable history() {
        FeatureTable table =
                new FeatureTable(
                        new String[ROWS],
                        new long[ROWS],
                        new String[ROWS],
                        new long[ROWS],
                        TestEvents.FEATURES,
                        new float[ROWS * TestEvents.FEATURES],
                        TestEvents.CONTEXT,
                        new float[ROWS * TestEvents.CONTEXT]);
        boolean[] fraud = new boolean[ROWS];
        SplittableRandom random = new SplittableRandom(1);
        long step = Duration.between(FOLD.from(), FOLD.to()).toMillis() / ROWS;
        for (int row = 0; row < ROWS; row++) {
            fraud[row] = random.nextInt(40) == 0;
            double score = fraud[row] ? random.nextDouble() : random.nextDouble(0.6);
            table.ids()[row] = String.format("event-%05d", row);
            table.timesMs()[row] = FOLD.from().toEpochMilli() + row * step;
            table.entityKeys()[row] = "customer-" + random.nextInt(1_000);
            table.stakes()[row] = 1_000 + random.nextInt(9_000);
            table.features()[row * TestEvents.FEATURES] = (float) score;
            table.features()[row * TestEvents.FEATURES + 1] = (float) random.nextDouble(0.3);
        }
        return new FraudFeatureTable(table, fraud, new byte[ROWS]);
    }
}
