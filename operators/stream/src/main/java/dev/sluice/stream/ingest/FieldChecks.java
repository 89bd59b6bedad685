// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.decisioning.event.DeadLetter;

/** What fields that every use case has must be; a violation names field and value. */
public final class FieldChecks {

    /** Longest id, in characters. */
    public static final int MAX_ID_LENGTH = 256;

    private static final int SHOWN = 32;

    private FieldChecks() {}

    /**
     * The id, if it is one.
     *
     * @throws RejectedEventException if it is missing, blank or longer than {@value #MAX_ID_LENGTH}
     *     characters
     */
    public static String id(String field, String value) throws RejectedEventException {
        if (value == null || value.isBlank()) {
            throw new RejectedEventException(
                    DeadLetter.Reason.BAD_ID,
                    field + " is empty or blank; expected 1 to " + MAX_ID_LENGTH + " characters.");
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

    /**
     * The time, milliseconds since the epoch.
     *
     * @throws RejectedEventException if it is before 1970
     */
    public static long time(String field, long value) throws RejectedEventException {
        if (value < 0) {
            throw new RejectedEventException(
                    DeadLetter.Reason.BAD_VALUE,
                    field + " is " + value + " ms; expected a time since 1970.");
        }
        return value;
    }
}
