// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

/** Exact conversion between decimal amounts and hundredths. */
final class MinorUnits {

    /** What {@link #parse} returns for a text that is no amount. */
    static final long INVALID = -1;

    private static final int DECIMALS = 2;
    private static final int MINOR_PER_MAJOR = 100;

    private MinorUnits() {}

    /** Reads digits with an optional fraction of at most two significant decimals. */
    static long parse(String text) {
        long minor = 0;
        int decimals = -1;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && decimals < 0) {
                decimals = 0;
            } else if (c < '0' || c > '9') {
                return INVALID;
            } else {
                digits++;
                if (decimals == DECIMALS) {
                    if (c != '0') {
                        return INVALID;
                    }
                    continue;
                }
                minor = minor * 10 + (c - '0');
                if (minor > FieldChecks.MAX_AMOUNT_MINOR) {
                    return INVALID;
                }
                if (decimals >= 0) {
                    decimals++;
                }
            }
        }
        if (digits == 0) {
            return INVALID;
        }
        for (int i = Math.max(decimals, 0); i < DECIMALS; i++) {
            minor *= 10;
        }
        return minor > FieldChecks.MAX_AMOUNT_MINOR ? INVALID : minor;
    }

    static void format(long minor, StringBuilder out) {
        long fraction = minor % MINOR_PER_MAJOR;
        out.append(minor / MINOR_PER_MAJOR).append('.');
        if (fraction < 10) {
            out.append('0');
        }
        out.append(fraction);
    }
}
