// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.series;

import org.junit.jupiter.api.Test;

import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class CommonFactorTest {

    private static final int WIDTH = 6;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    void aChannelThatLeavesTheOthersIsFarther() {
        CommonFactor common = new CommonFactor();
        double usual = 0;
        for (int i = 0; i < 2_000; i++) {
            double distance = common.add(values(false), WIDTH);
            usual += i < 1_000 ? 0 : distance / 1_000;
        }
        double apart = 0;
        for (int i = 0; i < 40; i++) {
            apart = Math.max(apart, common.add(values(true), WIDTH));
        }
        assertThat(apart).as("seed %s", seed).isGreaterThan(2 * usual);
    }

    @Test
    void aWildBeginningIsSoonForgotten() {
        CommonFactor common = new CommonFactor();
        for (int i = 0; i < 3; i++) {
            common.add(new double[] {18, 17, 18, -18, 2, 18}, WIDTH);
        }
        double usual = 0;
        for (int i = 0; i < 400; i++) {
            usual = Math.max(i < 300 ? 0 : usual, common.add(values(false), WIDTH));
        }
        double apart = 0;
        for (int i = 0; i < 20; i++) {
            apart = Math.max(apart, common.add(values(true), WIDTH));
        }
        assertThat(apart).as("seed %s", seed).isGreaterThan(2 * usual);
    }

    @Test
    void aMissingChannelIsPassedOver() {
        CommonFactor common = new CommonFactor();
        for (int i = 0; i < 200; i++) {
            double[] values = values(false);
            values[i % WIDTH] = Double.NaN;
            assertThat(common.add(values, WIDTH)).as("seed %s", seed).isFinite();
        }
    }

    @Test
    void anotherNumberOfChannelsBeginsAnew() {
        CommonFactor common = new CommonFactor();
        for (int i = 0; i < 100; i++) {
            common.add(values(false), WIDTH);
        }
        assertThat(common.add(values(false), WIDTH - 1)).isZero();
        assertThat(common.weights).hasSize(WIDTH - 1);
    }

    /** Channels that follow one walk, half of them turned round; the first one does not, if so. */
    private double[] values(boolean apart) {
        double shared = random.nextGaussian();
        double[] values = new double[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            values[i] = (i % 2 == 0 ? 1 : -1) * shared + 0.1 * random.nextGaussian();
        }
        if (apart) {
            values[0] = -shared + 2;
        }
        return values;
    }
}
