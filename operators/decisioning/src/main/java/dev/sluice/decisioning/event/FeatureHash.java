// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.event;

/** A stable 64-bit hash of what a model judged, equal wherever the floats are equal to the bit. */
public final class FeatureHash {

    private static final long SEED = 0x9E3779B97F4A7C15L;

    private FeatureHash() {}

    /** Hash of one array. */
    public static long of(float[] values) {
        return mix(SEED, values);
    }

    /** Hash of features and context. */
    public static long of(float[] features, float[] context) {
        return mix(mix(SEED, features), context);
    }

    private static long mix(long seed, float[] values) {
        long hash = seed ^ values.length;
        for (float value : values) {
            // floatToIntBits, not the raw bits: every NaN hashes alike
            hash = (hash ^ Float.floatToIntBits(value)) * 0xFF51AFD7ED558CCDL;
            hash ^= hash >>> 32;
        }
        return hash;
    }
}
