// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.event;

/** Draws entities for a version of a model: the same wherever and whenever it is asked. */
public final class EntityDraw {

    private static final double UNIT = 0x1.0p-53;

    private EntityDraw() {}

    /** A number in [0, 1), uniform over the entities; draws for two versions are independent. */
    public static double of(String version, String entityKey) {
        long hash = add(add(0xCBF29CE484222325L, version) ^ 0xA24BAED4963EE407L, entityKey);
        long z = hash + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * UNIT;
    }

    /** FNV-1a. */
    private static long add(long start, String text) {
        long hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }
}
