// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.event;

import java.util.Objects;

/**
 * An instruction to the stages, in band.
 *
 * @param kind what is set
 * @param value the new value
 * @param issuedAtMs when it was issued, milliseconds since the epoch; of two of a kind the later
 *     one holds
 */
public record ControlMessage(Kind kind, String value, long issuedAtMs) {

    /** What a control message sets. */
    public enum Kind {
        /** {@code on} or {@code off}: whether the gate escalates at all. */
        GATE_MODE,
        /** What the controller asks of the gate, as text. */
        GATE_TUNING,
        /** A new version of the policy, as text. */
        POLICY,
        /** Which versions of the models decide, are tried and are being loaded, as text. */
        MODELS
    }

    /** Refuses missing parts. */
    public ControlMessage {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(value, "value");
    }

    /** For logs: not its value, for a policy lists identifiers. */
    @Override
    public String toString() {
        return "ControlMessage["
                + kind
                + ", "
                + value.length()
                + " characters, issued at "
                + issuedAtMs
                + "]";
    }
}
