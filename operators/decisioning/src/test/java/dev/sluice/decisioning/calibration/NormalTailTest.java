// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.calibration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class NormalTailTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.5",
        "0.5, 0.3085375387259869",
        "1, 0.15865525393145705",
        "1.96, 0.024997895148220435",
        "2.1, 0.017864420562816556",
        "2.2, 0.013903447513498611",
        "3, 0.0013498980316300946",
        "5, 2.866515718791939e-07",
        "7, 1.279812543885835e-12",
        "8.5, 9.479534822203318e-18",
        "20, 2.7536241186062337e-89",
        "-1, 0.8413447460685429",
        "-3, 0.9986501019683699"
    })
    void isWhatTheTablesSay(double z, double tail) {
        assertThat(NormalTail.above(z)).isCloseTo(tail, within(1e-13 * tail));
    }

    @Test
    void bothTailsAreAllThereIs() {
        for (double z = 0; z < 9; z += 0.01) {
            assertThat(NormalTail.above(z) + NormalTail.above(-z))
                    .as("z %s", z)
                    .isCloseTo(1, within(1e-15));
        }
    }

    @Test
    void fallsWithoutAStepWhereTheFormulaChanges() {
        double change = 1.5 * Math.sqrt(2);
        double before = NormalTail.above(change - 1e-9);
        double after = NormalTail.above(change + 1e-9);
        double slope = Math.exp(-change * change / 2) / Math.sqrt(2 * Math.PI);
        assertThat(before - after).isCloseTo(2e-9 * slope, within(1e-14));
    }

    @Test
    void endsAreZeroAndOne() {
        assertThat(NormalTail.above(Double.POSITIVE_INFINITY)).isZero();
        assertThat(NormalTail.above(Double.NEGATIVE_INFINITY)).isEqualTo(1);
        assertThat(NormalTail.above(Double.NaN)).isNaN();
    }
}
