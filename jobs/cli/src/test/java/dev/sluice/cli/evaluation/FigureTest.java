// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class FigureTest {

    @Test
    void givesMeanAndSpread() {
        Figure figure = Figure.of(List.of(1.0, 2.0, 3.0));

        assertThat(figure.mean()).isEqualTo(2);
        assertThat(figure.spread()).isCloseTo(1, within(1e-12));
    }

    @Test
    void hasNoSpreadOfOneValueAndNoMeanOfNone() {
        assertThat(Figure.of(List.of(0.7))).isEqualTo(new Figure(0.7, 0));
        assertThat(Figure.of(List.of()).mean()).isNaN();
    }
}
