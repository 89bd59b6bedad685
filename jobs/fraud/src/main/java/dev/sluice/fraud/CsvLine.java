// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

/** Takes a line apart column by column, and says what is wrong with it and where. */
final class CsvLine {

    private final String file;
    private final String header;
    private final String[] columns;

    private String text;
    private long number;
    private int column;
    private int at;

    CsvLine(String file, String header) {
        this.file = file;
        this.header = header;
        this.columns = header.split(",", -1);
    }

    void expectHeader(String first) throws BadCsvException {
        number++;
        if (!header.equals(first)) {
            throw new BadCsvException(
                    file
                            + " line 1 is '"
                            + (first == null ? "" : first)
                            + "'; expected the header '"
                            + header
                            + "'.");
        }
    }

    void start(String line) {
        text = line;
        number++;
        column = 0;
        at = 0;
    }

    String id() throws BadCsvException {
        String value = next();
        if (value.isEmpty() || value.length() > FieldChecks.MAX_ID_LENGTH) {
            throw bad(value, "an id of 1 to " + FieldChecks.MAX_ID_LENGTH + " characters");
        }
        return value;
    }

    long timeMs() throws BadCsvException {
        String value = next();
        try {
            long time = Long.parseLong(value);
            if (time >= 0) {
                return time;
            }
        } catch (NumberFormatException e) {
            throw bad(value, "whole milliseconds since 1970");
        }
        throw bad(value, "whole milliseconds since 1970");
    }

    long amountMinor() throws BadCsvException {
        String value = next();
        long amount = MinorUnits.parse(value);
        if (amount == MinorUnits.INVALID) {
            throw bad(
                    value,
                    "a decimal amount of 0 to 10000000000 with at most two decimals;"
                            + " NaN and Infinity are no amounts");
        }
        return amount;
    }

    /** A whole number of one digit. */
    int number(int largest) throws BadCsvException {
        String value = next();
        int digit = value.length() == 1 ? value.charAt(0) - '0' : -1;
        if (digit < 0 || digit > largest) {
            throw bad(value, "0 to " + largest);
        }
        return digit;
    }

    void end() throws BadCsvException {
        if (at <= text.length()) {
            throw new BadCsvException(
                    file
                            + " line "
                            + number
                            + " has more than "
                            + columns.length
                            + " columns; expected "
                            + header
                            + ".");
        }
    }

    private String next() throws BadCsvException {
        if (at > text.length()) {
            throw new BadCsvException(
                    file
                            + " line "
                            + number
                            + " ends before column "
                            + columns[column]
                            + "; expected "
                            + header
                            + ".");
        }
        int end = text.indexOf(',', at);
        if (end < 0) {
            end = text.length();
        }
        String value = text.substring(at, end);
        at = end + 1;
        column++;
        return value;
    }

    private BadCsvException bad(String value, String expected) {
        return new BadCsvException(
                file
                        + " line "
                        + number
                        + " column "
                        + columns[column - 1]
                        + " is '"
                        + value
                        + "'; expected "
                        + expected
                        + ".");
    }
}
