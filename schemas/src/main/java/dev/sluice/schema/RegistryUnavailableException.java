// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.schema;

/**
 * A schema registry that did not answer: nothing is known of the record, least of all that it is
 * bad.
 */
public final class RegistryUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says which registry was asked what, for how long, and what to do. */
    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
