// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.label;

/** Whether drift of the calibration leads to a new version of the policy. */
public enum Recalibrating {
    /** It does. */
    ON,
    /** It is left to whoever watches the figures. */
    OFF
}
