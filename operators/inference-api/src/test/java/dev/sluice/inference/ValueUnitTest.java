// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ValueUnitTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NUMBER      | 0          | 0",
                "NUMBER      | -1.23456   | -1.235",
                "NUMBER      | 123456.7   | 123,457",
                "NUMBER      | 0.00001234 | 0.00001234",
                "NUMBER      | 1.0E-9     | 1E-9",
                "COUNT       | 1234       | 1,234",
                "MONEY       | 120.5      | 120.50",
                "MINOR_MONEY | 69415      | 694.15",
                "SHARE       | 0.35       | 35 %",
                "SHARE       | 1          | 100 %",
                "SHARE       | 0.01234    | 1.23 %",
                "YES_NO      | 1          | yes",
                "YES_NO      | 0          | no",
                "HOURS       | 12.26      | 12.3 hours",
                "TIMES       | 4.2345     | 4.2 times",
                "TIMES       | 123        | 123 times",
                "NUMBER_BY_LOGARITHM | 2.0794415 | 8",
                "COUNT_BY_LOGARITHM  | 0          | 0",
                "COUNT_BY_LOGARITHM  | 3.2581     | 25",
                "COUNT_BY_LOGARITHM  | 1000       | unknown",
                "TIMES_BY_LOGARITHM  | -0.693147  | 0.5 times",
                "SHARE_BY_LOGARITHM  | 6.907755   | 0.1 %",
                "MONEY       | NaN        | unknown",
                "COUNT       | Infinity   | unknown",
            })
    void readsAsAPersonWouldWriteIt(ValueUnit unit, double value, String text) {
        assertThat(unit.text(value)).isEqualTo(text);
    }
}
