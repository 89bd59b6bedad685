// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.series;

import org.junit.jupiter.api.RepeatedTest;

import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LastBlocksTest {

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @RepeatedTest(10)
    void blocksAreThoseOfTheWholeSeries() {
        LastBlocks blocks = new LastBlocks();
        double[] values = random.doubles(1 + random.nextInt(3_000)).toArray();
        Arrays.stream(values).forEach(blocks::add);
        double[] block = new double[LastBlocks.FIGURES];
        for (int window = 0; window < LastBlocks.WINDOWS; window++) {
            int length = LastBlocks.blockLength(window);
            int newest = (values.length - 1) / length;
            assertThat(blocks.filled(window))
                    .as("seed %s", seed)
                    .isEqualTo(Math.min(LastBlocks.BLOCKS, newest + 1));
            for (int age = 0; age < blocks.filled(window); age++) {
                int from = (newest - age) * length;
                double[] expected =
                        Arrays.copyOfRange(values, from, Math.min(values.length, from + length));
                blocks.read(window, age, block);
                assertThat(block[0])
                        .as("window %s, age %s, seed %s", window, age, seed)
                        .isCloseTo(Arrays.stream(expected).average().orElseThrow(), within(1e-9));
                assertThat(block[1]).isEqualTo(Arrays.stream(expected).min().orElseThrow());
                assertThat(block[2]).isEqualTo(Arrays.stream(expected).max().orElseThrow());
            }
        }
    }
}
