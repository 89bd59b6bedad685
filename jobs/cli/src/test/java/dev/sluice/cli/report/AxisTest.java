// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class AxisTest {

    @Test
    void marksRoundValuesAroundAllThatItShows() {
        assertThat(Axis.fitted("cost", Format.COUNT, List.of(1_076_748.0, 1_152_756.0)).ticks())
                .containsExactly(
                        1_060_000.0,
                        1_080_000.0,
                        1_100_000.0,
                        1_120_000.0,
                        1_140_000.0,
                        1_160_000.0);
    }

    @Test
    void hasALengthEvenForASingleValueOrNone() {
        for (List<Double> values : List.of(List.of(5.0), List.of(0.0), List.of(Double.NaN))) {
            Axis axis = Axis.fitted("cost", Format.COUNT, values);

            assertThat(axis.from()).isLessThan(axis.to());
        }
    }

    @Test
    void laysValuesOutByItsScale() {
        Axis linear = Axis.of("x", Scale.LINEAR, Format.SCORE, List.of(0.0, 4.0));
        Axis sqrt = Axis.of("x", Scale.SQRT, Format.SCORE, List.of(0.0, 4.0));
        Axis log = Axis.logarithmic("x", Format.SCORE, 0.01, 100);

        assertThat(linear.place(1)).isEqualTo(0.25);
        assertThat(sqrt.place(1)).isEqualTo(0.5);
        assertThat(log.place(1)).isCloseTo(0.5, within(1e-12));
        assertThat(log.ticks()).containsExactly(0.01, 0.1, 1.0, 10.0, 100.0);
    }

    @Test
    void refusesToBeLogarithmicAtZero() {
        assertThatThrownBy(() -> Axis.logarithmic("value", Format.SCORE, 0, 1))
                .hasMessageContaining("'value' goes from 0.0 to 1.0")
                .hasMessageContaining("a start above 0");
    }
}
