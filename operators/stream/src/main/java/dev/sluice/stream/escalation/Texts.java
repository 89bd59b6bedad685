// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.escalation;

/**
 * How texts are written: a length, then one byte a character, or two if one of them needs it.
 *
 * <p>The length is that in characters; its highest bit is set where each takes two bytes.
 */
final class Texts {

    /** Highest character that fits into a byte. */
    static final char NARROW = 0xff;

    private static final int WIDE = 1 << 31;

    private Texts() {}

    /** The length to write before a text of wide characters. */
    static int wide(int characters) {
        return characters | WIDE;
    }

    static boolean isWide(int length) {
        return (length & WIDE) != 0;
    }

    static int characters(int length) {
        return length & ~WIDE;
    }
}
