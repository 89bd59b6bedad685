// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference;

/** A model cannot be opened; {@link #reason()} tells the cases apart. */
public class ModelLoadException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why a model was refused. */
    public enum Reason {
        NO_BACKEND,
        NATIVES_UNAVAILABLE,
        DEVICE_UNAVAILABLE,
        PLACE_NOT_ALLOWED,
        ARCHIVE_REFUSED,
        TOO_LARGE,
        MANIFEST_INVALID,
        FILE_MISSING,
        FILE_ALTERED,
        GRAPH_REFUSED,
        SIGNATURE_MISMATCH,
        SELF_TEST_FAILED,
        ENGINE_FAILED
    }

    private final Reason reason;

    /** What is wrong with its value, what was expected, what to do. */
    public ModelLoadException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** As the shorter one, with the engine's own error. */
    public ModelLoadException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why the model was refused. */
    public Reason reason() {
        return reason;
    }
}
