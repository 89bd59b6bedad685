// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.config;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Something outside that turns us away, and would the next time: a password, a certificate, a right
 * that is missing. Flink fails the job and does not start it again; its message is one line for
 * whoever runs it.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class AccessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says who was turned away where, what was expected and what to do. */
    public AccessException(String message, Throwable cause) {
        super(message, cause);
    }
}
