// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.window;

/** Arithmetic that all windows share. */
final class Windows {

    private Windows() {}

    static long longest(long[] widthsMs) {
        long longest = 0;
        for (long width : widthsMs) {
            if (width <= 0) {
                throw new IllegalArgumentException(
                        "A window is " + width + " ms wide; expected at least 1 ms.");
            }
            longest = Math.max(longest, width);
        }
        if (longest == 0) {
            throw new IllegalArgumentException("No window widths; expected at least one.");
        }
        return longest;
    }

    /** Difference that stays at Long.MIN_VALUE, which stands for "nothing is past yet". */
    static long minus(long timeMs, long spanMs) {
        return timeMs < Long.MIN_VALUE + spanMs ? Long.MIN_VALUE : timeMs - spanMs;
    }
}
