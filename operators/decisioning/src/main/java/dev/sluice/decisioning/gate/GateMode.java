// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import java.util.Locale;

/** Whether the gate escalates at all. */
public enum GateMode {
    /** Escalate as the policy says. */
    ON,
    /** Escalate nothing: the kill switch. */
    OFF;

    /**
     * The mode that a control message names.
     *
     * @throws IllegalArgumentException if it is neither {@code on} nor {@code off}
     */
    public static GateMode parse(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "on" -> ON;
            case "off" -> OFF;
            default ->
                    throw new IllegalArgumentException(
                            "gate.mode is '" + value + "'; expected 'on' or 'off'");
        };
    }
}
