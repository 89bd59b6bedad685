// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.csv;

import dev.sluice.stream.ingest.FieldChecks;

import java.util.Set;

/**
 * Takes a line apart column by column, and says what is wrong with it and where.
 *
 * <p>Fields are not quoted. One object serves all lines of a file, in order; not thread-safe.
 */
public final class CsvLine {

    private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

    private final String file;
    private final String header;
    private final String[] columns;

    private String text;
    private long number;
    private int column;
    private int at;

    /** Lines of a file whose first line must be a header. */
    public CsvLine(String file, String header) {
        this.file = file;
        this.header = header;
        this.columns = header.split(",", -1);
    }

    /** Compares the first line with the header. */
    public void expectHeader(String first) throws BadCsvException {
        number++;
        if (!header.equals(first)) {
            throw BadCsvException.header(file, first, header);
        }
    }

    /** Goes on with the next line. */
    public void start(String line) {
        text = line;
        number++;
        column = 0;
        at = 0;
    }

    /** Takes a column that is an id. */
    public String id() throws BadCsvException {
        String value = text();
        if (value.isBlank() || value.length() > FieldChecks.MAX_ID_LENGTH) {
            throw bad(value, "an id of 1 to " + FieldChecks.MAX_ID_LENGTH + " characters");
        }
        return value;
    }

    /** Takes a column that is a time. */
    public long timeMs() throws BadCsvException {
        String value = text();
        long time = -1;
        try {
            time = Long.parseLong(value);
        } catch (NumberFormatException e) {
            // refused below, as a negative one is
        }
        if (time < 0) {
            throw bad(value, "whole milliseconds since 1970");
        }
        return time;
    }

    /** Takes a column that is a whole number of one digit. */
    public int number(int largest) throws BadCsvException {
        String value = text();
        int digit = value.length() == 1 ? value.charAt(0) - '0' : -1;
        if (digit < 0 || digit > largest) {
            throw bad(value, "0 to " + largest);
        }
        return digit;
    }

    /** Takes a column that is a number; NaN where it is empty, {@code NaN} or infinite. */
    public double decimal() throws BadCsvException {
        String value = text();
        if (value.isEmpty() || NOT_FINITE.contains(value)) {
            return Double.NaN;
        }
        double number = parse(value);
        if (Double.isNaN(number)) {
            throw bad(value, "a number, or nothing where the value is missing");
        }
        return Double.isInfinite(number) ? Double.NaN : number;
    }

    /** A decimal number, or NaN: Java would take {@code 1d} and {@code 0x1p3}, too. */
    private static double parse(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Takes a column as it is. */
    public String text() throws BadCsvException {
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

    /** Refuses further columns. */
    public void end() throws BadCsvException {
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

    /** What is wrong with the column that was taken last. */
    public BadCsvException bad(String value, String expected) {
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
