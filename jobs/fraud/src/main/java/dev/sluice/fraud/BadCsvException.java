// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import java.io.IOException;

/** A line of a file is not what it must be; the message names file, line, column and value. */
public final class BadCsvException extends IOException {

    private static final long serialVersionUID = 1L;

    BadCsvException(String message) {
        super(message);
    }
}
