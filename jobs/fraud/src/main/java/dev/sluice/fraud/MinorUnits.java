// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.stream.csv.BadCsvException;
import dev.sluice.stream.csv.CsvLine;
import dev.sluice.stream.ingest.RejectedEventException;

/** Exact conversion between decimal amounts and hundredths, and which amounts there are. */
final class MinorUnits {

    static final long MAX = 1_000_000_000_000L;

    /** What {@link #parse} returns for a text that is no amount. */
    static final long INVALID = -1;

    private static final int DECIMALS = 2;
    private static final int MINOR_PER_MAJOR = 100;

    private MinorUnits() {}

    /** The amount of a record, if it is one. */
    static long check(String field, long value) throws RejectedEventException {
        if (value < 0 || value > MAX) {
            throw new RejectedEventException(
                    DeadLetter.Reason.BAD_VALUE,
                    field + " is " + value + "; expected 0 to " + MAX + ".");
        }
        return value;
    }

    /** Takes a column that is an amount. */
    static long read(CsvLine line) throws BadCsvException {
        String value = line.text();
        long amount = parse(value);
        if (amount == INVALID) {
            throw line.bad(
                    value,
                    "a decimal amount of 0 to 10000000000 with at most two decimals;"
                            + " NaN and Infinity are no amounts");
        }
        return amount;
    }

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
                if (minor > MAX) {
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
        return minor > MAX ? INVALID : minor;
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
