// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** What a number counts, and so how a person reads it. */
public enum ValueUnit {
    /** A plain number: four significant digits. */
    NUMBER {
        @Override
        String of(double value) {
            return plain(value, 4);
        }
    },
    /** How many: a whole number. */
    COUNT {
        @Override
        String of(double value) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
    },
    /** Money in major units. */
    MONEY {
        @Override
        String of(double value) {
            return String.format(Locale.ROOT, "%,.2f", value);
        }
    },
    /** Money in minor units, told in major ones. */
    MINOR_MONEY {
        @Override
        String of(double value) {
            return MONEY.of(value / 100);
        }
    },
    /** A part of a whole, told in percent. */
    SHARE {
        @Override
        String of(double value) {
            return plain(100 * value, 3) + " %";
        }
    },
    /** Yes from one half on, else no. */
    YES_NO {
        @Override
        String of(double value) {
            return value >= 0.5 ? "yes" : "no";
        }
    },
    /** A span of time in hours. */
    HOURS {
        @Override
        String of(double value) {
            return plain(value, 3) + " hours";
        }
    },
    /** A span of time in days. */
    DAYS {
        @Override
        String of(double value) {
            return plain(value, 3) + " days";
        }
    },
    /** How many times as large. */
    TIMES {
        @Override
        String of(double value) {
            return plain(value, 2) + " times";
        }
    },
    /** A plain number, given by its logarithm. */
    NUMBER_BY_LOGARITHM {
        @Override
        String of(double value) {
            return NUMBER.text(Math.exp(value));
        }
    },
    /** How many, given by the logarithm of one more. */
    COUNT_BY_LOGARITHM {
        @Override
        String of(double value) {
            return COUNT.text(Math.expm1(value));
        }
    },
    /** How many times as large, given by its logarithm. */
    TIMES_BY_LOGARITHM {
        @Override
        String of(double value) {
            return TIMES.text(Math.exp(value));
        }
    },
    /** A part of a whole, given by minus its logarithm: the rarer, the larger. */
    SHARE_BY_LOGARITHM {
        @Override
        String of(double value) {
            return SHARE.text(Math.exp(-value));
        }
    };

    private static final double LARGE = 1e12;

    abstract String of(double value);

    /** The number as a person reads it; {@code unknown} for one that is none. */
    public String text(double value) {
        return Double.isFinite(value) ? of(value) : "unknown";
    }

    /** Significant digits, without zeros that say nothing; whole numbers keep all of theirs. */
    private static String plain(double value, int digits) {
        if (value == 0) {
            return "0";
        }
        double magnitude = Math.abs(value);
        if (magnitude >= Math.pow(10, digits) && magnitude < LARGE) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
        return magnitude < 1e-6 || magnitude >= LARGE
                ? rounded.stripTrailingZeros().toString()
                : rounded.stripTrailingZeros().toPlainString();
    }
}
