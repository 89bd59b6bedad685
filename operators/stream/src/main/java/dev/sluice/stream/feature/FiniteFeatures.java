// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

/** Finds NaN and infinite floats; branch-free, as it runs over every float of every event. */
final class FiniteFeatures {

    private static final int EXPONENT = 0x7F800000;
    private static final int LOWEST_EXPONENT_BIT = 0x00800000;

    private FiniteFeatures() {}

    static boolean areAll(float[] values) {
        return areAll(values, 0, values.length);
    }

    /** Looks at a stretch only. */
    static boolean areAll(float[] values, int from, int to) {
        int carry = 0;
        for (int i = from; i < to; i++) {
            // only an exponent of all ones, which is NaN or infinity, carries into the sign bit
            carry |= (Float.floatToRawIntBits(values[i]) & EXPONENT) + LOWEST_EXPONENT_BIT;
        }
        return carry >= 0;
    }

    /** Index of the first one that is not finite, or -1. */
    static int firstBad(float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                return i;
            }
        }
        return -1;
    }
}
