// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.event;

/**
 * Draws events by their id: the same event is drawn wherever and whenever it is asked for, and
 * draws for two purposes are independent.
 */
public enum EventDraw {
    /** For the audit sample of the gate. */
    AUDIT(0x9E3779B97F4A7C15L),
    /** For the sample of decisions that labels are joined to. */
    LABELS(0xD1B54A32D192ED03L);

    private static final double UNIT = 0x1.0p-53;

    private final long salt;

    EventDraw(long salt) {
        this.salt = salt;
    }

    /** A number in [0, 1), uniform over the ids; FNV-1a, finished with the mixer of SplitMix64. */
    public double of(String eventId) {
        long hash = 0xCBF29CE484222325L ^ salt;
        for (int i = 0; i < eventId.length(); i++) {
            hash = (hash ^ eventId.charAt(i)) * 0x100000001B3L;
        }
        long z = hash + salt;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * UNIT;
    }
}
