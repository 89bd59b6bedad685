// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

/** A cell of a {@link Table}. */
public sealed interface Cell {

    /**
     * Words.
     *
     * @param text the words
     */
    record Words(String text) implements Cell {}

    /**
     * A number, whose exact value the page keeps for machines.
     *
     * @param value the number, NaN if unknown
     * @param format how it is written
     */
    record Figure(double value, Format format) implements Cell {}

    /** Words. */
    static Cell of(String text) {
        return new Words(text);
    }

    /** A number. */
    static Cell of(double value, Format format) {
        return new Figure(value, format);
    }
}
