// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.cli.report.Format;

import java.util.Locale;

/** How a story writes numbers that have no unit of the use case. */
final class Numbers {

    private Numbers() {}

    static String probability(double value) {
        return Format.SCORE.text(value);
    }

    static String share(double value) {
        return Format.PERCENT.text(value);
    }

    static String number(double value) {
        return Format.SIGNIFICANT.text(value);
    }

    static String micros(long value) {
        return String.format(Locale.ROOT, "%,d µs", value);
    }

    static String added(double logOdds) {
        return String.format(Locale.ROOT, "%+.2f", logOdds == 0 ? 0 : logOdds);
    }
}
