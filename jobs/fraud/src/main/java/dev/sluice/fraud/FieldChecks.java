// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.stream.ingest.RejectedEventException;

/** What the fields of transactions and labels must be; a violation names field and value. */
final class FieldChecks {

    static final int MAX_ID_LENGTH = 256;
    static final long MAX_AMOUNT_MINOR = 1_000_000_000_000L;

    private static final int SHOWN = 32;

    private FieldChecks() {}

    static String id(String field, String value) throws RejectedEventException {
        if (value == null || value.isEmpty()) {
            throw new RejectedEventException(
                    DeadLetter.Reason.BAD_ID,
                    field + " is empty; expected 1 to " + MAX_ID_LENGTH + " characters.");
        }
        if (value.length() > MAX_ID_LENGTH) {
            throw new RejectedEventException(
                    DeadLetter.Reason.BAD_ID,
                    field
                            + " '"
                            + value.substring(0, SHOWN)
                            + "…' has "
                            + value.length()
                            + " characters; expected 1 to "
                            + MAX_ID_LENGTH
                            + ".");
        }
        return value;
    }

    static long amount(String field, long value) throws RejectedEventException {
        if (value < 0 || value > MAX_AMOUNT_MINOR) {
            throw new RejectedEventException(
                    DeadLetter.Reason.BAD_VALUE,
                    field + " is " + value + "; expected 0 to " + MAX_AMOUNT_MINOR + ".");
        }
        return value;
    }

    static long time(String field, long value) throws RejectedEventException {
        if (value < 0) {
            throw new RejectedEventException(
                    DeadLetter.Reason.BAD_VALUE,
                    field + " is " + value + " ms; expected a time since 1970.");
        }
        return value;
    }
}
