// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class StudentTTest {

    /** Printed tables, three digits after the point. */
    @ParameterizedTest
    @CsvSource({
        "0.95, 1, 12.706", "0.95, 2, 4.303", "0.95, 3, 3.182", "0.95, 4, 2.776", "0.95, 30, 2.042",
        "0.99, 1, 63.657", "0.99, 2, 9.925", "0.99, 3, 5.841", "0.99, 4, 4.604", "0.99, 7, 3.499",
        "0.99, 10, 3.169", "0.99, 30, 2.750", "0.99, 100, 2.626", "0.5, 5, 0.727"
    })
    void agreesWithTheTables(double confidence, int degrees, double expected) {
        assertThat(StudentT.twoSided(confidence, degrees)).isCloseTo(expected, within(5.01e-4));
    }
}
