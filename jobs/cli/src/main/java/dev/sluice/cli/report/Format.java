// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

import java.util.Locale;

/** How numbers are written for people. */
public enum Format {
    /** Whole numbers, thousands apart. */
    COUNT,
    /** As {@link #COUNT}, with a sign. */
    DIFFERENCE,
    /** Four digits after the point. */
    SCORE,
    /** Two digits after the point. */
    DECIMAL,
    /** A share as a percentage. */
    PERCENT,
    /** Three significant digits, whatever the magnitude. */
    SIGNIFICANT;

    private static final String UNKNOWN = "–";

    /** The number as text; a dash for one that is unknown. */
    public String text(double value) {
        if (Double.isNaN(value)) {
            return UNKNOWN;
        }
        return switch (this) {
            case COUNT -> String.format(Locale.ROOT, "%,.0f", positiveZero(value));
            case DIFFERENCE -> String.format(Locale.ROOT, "%+,.0f", positiveZero(value));
            case SCORE -> String.format(Locale.ROOT, "%.4f", value);
            case DECIMAL -> String.format(Locale.ROOT, "%.2f", value);
            case PERCENT -> trimmed(String.format(Locale.ROOT, "%.2f", 100 * value)) + " %";
            case SIGNIFICANT -> significant(value);
        };
    }

    private static double positiveZero(double value) {
        double rounded = Math.rint(value);
        return rounded == 0 ? 0 : rounded;
    }

    private static String significant(double value) {
        double magnitude = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        if (magnitude >= 1000 && magnitude < 1e6) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (magnitude < 1e-4 || magnitude >= 1e6) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int digits = Math.max(0, 2 - (int) Math.floor(Math.log10(magnitude)));
        return trimmed(String.format(Locale.ROOT, "%." + digits + "f", value));
    }

    private static String trimmed(String number) {
        if (number.indexOf('.') < 0) {
            return number;
        }
        int end = number.length();
        while (number.charAt(end - 1) == '0') {
            end--;
        }
        return number.substring(0, number.charAt(end - 1) == '.' ? end - 1 : end);
    }
}
