// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference;

/** The engine failed on a batch; the batch may be tried again, the model stays open. */
public class InferenceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names the signature and the number of rows in the message. */
    public InferenceException(String message, Throwable cause) {
        super(message, cause);
    }
}
