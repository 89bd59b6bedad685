// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.series;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TailsTest {

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @RepeatedTest(10)
    void theSurpriseIsThatOfTheWholePastAmongTheLargestValues() {
        Tails tails = new Tails();
        float[][] past = new float[300][2];
        for (int i = 0; i < past.length; i++) {
            past[i] = new float[] {random.nextInt(50), random.nextFloat()};
            for (int k = 0; k < 2; k++) {
                int statistic = k;
                float value = past[i][k];
                long reached =
                        IntStream.range(0, Math.max(0, i - Tails.DELAY))
                                .filter(earlier -> past[earlier][statistic] >= value)
                                .count();
                double expected = Math.log((i + 2.0) / (Math.min(reached, Tails.KEPT) + 1.0));
                assertThat(tails.surprise(k, value))
                        .as("value %s of %s, seed %s", i, k, seed)
                        .isCloseTo(expected, within(1e-9));
            }
            tails.add(past[i]);
        }
    }

    @Test
    void theFirstValuesOfAFaultDoNotMakeTheNextOnesOrdinary() {
        Tails tails = new Tails();
        for (int i = 0; i < 100; i++) {
            tails.add(new float[] {1});
        }
        double first = tails.surprise(0, 9);
        for (int i = 0; i < Tails.DELAY; i++) {
            assertThat(tails.surprise(0, 9)).isGreaterThanOrEqualTo(first);
            tails.add(new float[] {9});
        }
        tails.add(new float[] {9});
        assertThat(tails.surprise(0, 9)).isLessThan(first);
    }

    @Test
    void aPeakIsForgottenSlowly() {
        Tails tails = new Tails();
        for (int i = 0; i < 50; i++) {
            tails.add(new float[] {i == 20 ? 100 : 1});
        }
        double soon = tails.toPeak(0, 50);
        for (int i = 0; i < 3_000; i++) {
            tails.add(new float[] {1});
        }
        assertThat(soon).isNegative();
        assertThat(tails.toPeak(0, 50)).isPositive();
    }
}
