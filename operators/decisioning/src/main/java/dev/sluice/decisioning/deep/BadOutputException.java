// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

/** The model answered with something that cannot be an answer; concerns one record only. */
public class BadOutputException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Names the output, its value and what was expected. */
    public BadOutputException(String message) {
        // one for each bad record: no stack trace
        super(message, null, false, false);
    }
}
