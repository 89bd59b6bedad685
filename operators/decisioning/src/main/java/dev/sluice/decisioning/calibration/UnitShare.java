// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.calibration;

/** What a model gives where a share between 0 and 1 is expected: a probability, a novelty. */
public final class UnitShare {

    /** How far rounding in a graph may carry a share out of [0, 1]. */
    private static final float ROUNDING = 1e-6f;

    private UnitShare() {}

    /** The value, moved into [0, 1] if only rounding kept it out; NaN if it is no share. */
    public static float of(float value) {
        if (value >= -ROUNDING && value <= 1 + ROUNDING) {
            return Math.min(1, Math.max(0, value));
        }
        return Float.NaN;
    }
}
