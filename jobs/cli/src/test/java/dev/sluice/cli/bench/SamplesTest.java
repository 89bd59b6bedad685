// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SamplesTest {

    @Test
    void theMedianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(Samples.median(new double[] {9, 1, 5})).isEqualTo(5);
        assertThat(Samples.median(new double[] {9, 1, 5, 3})).isEqualTo(4);
        assertThat(Samples.median(new double[] {7})).isEqualTo(7);
    }

    @Test
    void aQuantileIsASampleThatTheShareDoesNotExceed() {
        double[] samples = new double[1000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = samples.length - i;
        }

        assertThat(Samples.quantile(samples, 0.5)).isEqualTo(500);
        assertThat(Samples.quantile(samples, 0.999)).isEqualTo(999);
        assertThat(Samples.quantile(samples, 1)).isEqualTo(1000);
        assertThat(Samples.quantile(samples, 1e-9)).isEqualTo(1);
    }

    @Test
    void samplesKeepTheirOrder() {
        double[] samples = {3, 1, 2};

        Samples.median(samples);

        assertThat(samples).containsExactly(3, 1, 2);
    }

    @Test
    void theSlopeIsThatOfTheNearestLine() {
        assertThat(Samples.slope(new double[] {0, 1, 2}, new double[] {5, 7, 9})).isEqualTo(2);
        assertThat(Samples.slope(new double[] {1, 2, 3, 4}, new double[] {2, 1, 4, 3}))
                .isCloseTo(0.6, within(1e-12));
        assertThat(Samples.slope(new double[] {3}, new double[] {8})).isZero();
    }

    @Test
    void refusesWhatHasNoFigure() {
        assertThatThrownBy(() -> Samples.median(new double[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no samples");
        assertThatThrownBy(() -> Samples.quantile(new double[] {1}, 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> Samples.slope(new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 values of x, 3 of y");
    }
}
