// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

/** What the user asked for cannot be done as asked: one line, exit code 2. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Refuses a number that leaves nothing to do.
     *
     * @throws UsageException naming the option and its value
     */
    static void requireAtLeastOne(String option, long value) {
        if (value < 1) {
            throw new UsageException(option + " is " + value + "; expected at least 1");
        }
    }
}
