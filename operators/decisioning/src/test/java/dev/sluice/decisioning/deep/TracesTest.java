// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TracesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "0.5, 0.5",
        "0.12345, 0.1234",
        "0.00004, 0",
        "-0.00004, 0",
        "0.00006, 0.0001",
        "-2.05, -2.05",
        "312.5, 312.5",
        "0.99996, 1",
        "1e12, 1.0E12",
        "NaN, NaN"
    })
    void writesFourDigitsAtMost(double value, String expected) {
        assertThat(Traces.rounded(value)).isEqualTo(expected);
    }

    @Test
    void listsTheLargestContributionsOfARow() throws Exception {
        float[] evidence = {9, 9, 9, 9, 9, 0.5f, -3, 0, 2, 1, 9};

        assertThat(Contribution.largest(evidence, 5, 5))
                .containsExactly(
                        new Contribution(1, -3), new Contribution(3, 2), new Contribution(4, 1));
        assertThat(Contribution.largest(evidence, 7, 1)).isEmpty();
        assertThat(new Contribution(0, 1.704).text(312.5)).isEqualTo("312.5 (+1.7)");
        assertThat(new Contribution(0, -0.25).text(0)).isEqualTo("0 (-0.25)");
    }
}
