// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.schema;

/** Bytes that are no record of the expected kind. */
public final class WireFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong with the bytes. */
    public enum Reason {
        /** They follow no wire format, or end early, or go on after the record. */
        UNREADABLE,
        /** They were written with a schema that is not known, or cannot be read as this one. */
        WRONG_SCHEMA
    }

    private final Reason reason;

    /** Says what was found and what was expected. */
    public WireFormatException(Reason reason, String message) {
        // thrown once a record by a hostile stream: no stack trace
        super(message, null, false, false);
        this.reason = reason;
    }

    /** What is wrong with the bytes. */
    public Reason reason() {
        return reason;
    }
}
