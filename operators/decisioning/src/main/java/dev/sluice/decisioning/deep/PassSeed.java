// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.event.Escalation;

/**
 * Random numbers of the stochastic passes: a counter-based generator, so that a pass over an event
 * has the same numbers wherever and whenever it runs.
 *
 * <p>Mixing functions of SplitMix64: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number
 * Generators", OOPSLA 2014.
 */
public final class PassSeed {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private PassSeed() {}

    /** The seed of all passes of a model over an event. */
    public static long of(String eventId, String modelVersion) {
        return hash(hash(GAMMA, eventId), modelVersion);
    }

    /**
     * The seed of the passes of a loaded model over an escalation: the escalation's own if it has
     * one for this version, else the one that belongs to event and version.
     */
    static long forModel(Escalation escalation, String modelVersion) {
        boolean own =
                escalation.seed() != Escalation.SEED_OF_THE_EVENT
                        && modelVersion.equals(escalation.deepModelVersion());
        return own ? escalation.seed() : of(escalation.scored().event().eventId(), modelVersion);
    }

    /** The key of the numbers of one pass. */
    static long ofPass(long seed, int pass) {
        return mix(seed + mix((pass + 1) * GAMMA));
    }

    /** The number at a place of a pass, uniform over all 64 bits. */
    static long at(long passKey, int place) {
        return mix(passKey + (place + 1) * GAMMA);
    }

    private static long hash(long seed, String text) {
        // the length parts ("ab", "c") from ("a", "bc")
        long hash = mix(seed ^ text.length());
        for (int i = 0; i < text.length(); i++) {
            hash = mix(hash + text.charAt(i) + GAMMA);
        }
        return hash;
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
