// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import java.util.SplittableRandom;

/** Independent streams of random numbers, so that any day can be simulated on its own. */
final class SimulatorRandom {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private SimulatorRandom() {}

    static SplittableRandom of(long seed, long salt, long index) {
        return new SplittableRandom(mix(mix(mix(seed) ^ salt) + index));
    }

    /** Number of arrivals at a small rate (Knuth's method). */
    static int poisson(SplittableRandom random, double rate) {
        double limit = StrictMath.exp(-rate);
        int number = 0;
        for (double product = random.nextDouble();
                product > limit;
                product *= random.nextDouble()) {
            number++;
        }
        return number;
    }

    /** The finalizer of MurmurHash3, which spreads any change over all bits. */
    private static long mix(long value) {
        long mixed = value + GOLDEN;
        mixed = (mixed ^ (mixed >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }
}
