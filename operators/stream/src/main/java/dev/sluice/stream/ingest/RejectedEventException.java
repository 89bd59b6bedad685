// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.decisioning.event.DeadLetter;

/** A record that was read but cannot be used; it goes to the dead letters. */
public class RejectedEventException extends Exception {

    private static final long serialVersionUID = 1L;

    private final DeadLetter.Reason reason;

    /** Names the field, its value and what was expected. */
    public RejectedEventException(DeadLetter.Reason reason, String detail) {
        // a hostile stream is rejected record by record: no stack trace
        super(detail, null, false, false);
        this.reason = reason;
    }

    /** Why the record was refused. */
    public DeadLetter.Reason reason() {
        return reason;
    }
}
