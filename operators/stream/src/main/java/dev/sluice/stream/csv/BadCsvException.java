// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.csv;

import java.io.IOException;

/** A line of a file is not what it must be; the message names file, line, column and value. */
public final class BadCsvException extends IOException {

    private static final long serialVersionUID = 1L;

    BadCsvException(String message) {
        super(message);
    }

    /**
     * The file begins with something else than its header.
     *
     * @param file name of the file
     * @param found its first line, null if it is empty
     * @param expected the header
     */
    public static BadCsvException header(String file, String found, String expected) {
        return new BadCsvException(
                file
                        + " line 1 is '"
                        + (found == null ? "" : found)
                        + "'; expected the header '"
                        + expected
                        + "'.");
    }
}
