// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.calibration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class UnitShareTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.25, 0.25",
        "1, 1",
        "1.0000001, 1",
        "-0.0000001, 0",
        "1.01, NaN",
        "-0.01, NaN",
        "NaN, NaN",
        "Infinity, NaN"
    })
    void forgivesRoundingAndNothingElse(float given, float expected) {
        assertThat(UnitShare.of(given)).isEqualTo(Float.valueOf(expected));
    }
}
