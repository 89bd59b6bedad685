// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FormatTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COUNT       | 1234567.4 | 1,234,567",
                "COUNT       | -0.2      | 0",
                "DIFFERENCE  | 1250      | +1,250",
                "DIFFERENCE  | -3        | -3",
                "DIFFERENCE  | 0         | +0",
                "SCORE       | 0.123456  | 0.1235",
                "DECIMAL     | 4.305     | 4.31",
                "PERCENT     | 0.005     | 0.5 %",
                "PERCENT     | 1         | 100 %",
                "SIGNIFICANT | 0         | 0",
                "SIGNIFICANT | 3.28527   | 3.29",
                "SIGNIFICANT | 0.000123  | 0.000123",
                "SIGNIFICANT | 0.00001   | 1.00e-05",
                "SIGNIFICANT | 12345     | 12,345",
                "SIGNIFICANT | 2e9       | 2.00e+09",
                "SCORE       | NaN       | –",
            })
    void writesNumbersForPeople(Format format, double value, String text) {
        assertThat(format.text(value)).isEqualTo(text);
    }
}
