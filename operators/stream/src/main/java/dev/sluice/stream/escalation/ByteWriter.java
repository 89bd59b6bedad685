// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.escalation;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A block of bytes that grows as it is written, and is used again for the next record. Not
 * thread-safe.
 */
final class ByteWriter {

    private static final int INITIAL_BYTES = 2048;

    private byte[] bytes = new byte[INITIAL_BYTES];

    /** The same bytes; kept because making it costs as much as a small record. */
    private FloatBuffer floats = Numbers.floats(bytes);

    private int length;

    /** Forgets what was written. */
    void clear() {
        length = 0;
    }

    /** Number of bytes that were written. */
    int length() {
        return length;
    }

    /** The array whose first {@link #length()} bytes were written; changes with the next write. */
    byte[] array() {
        return bytes;
    }

    /** The bytes that were written from a place on. */
    byte[] since(int start) {
        return Arrays.copyOfRange(bytes, start, length);
    }

    void put(byte value) {
        int at = claim(Byte.BYTES);
        bytes[at] = value;
    }

    void put(int value) {
        int at = claim(Integer.BYTES);
        Numbers.INT.set(bytes, at, value);
    }

    void put(long value) {
        int at = claim(Long.BYTES);
        Numbers.LONG.set(bytes, at, value);
    }

    void put(float value) {
        int at = claim(Float.BYTES);
        Numbers.FLOAT.set(bytes, at, value);
    }

    void put(double value) {
        int at = claim(Double.BYTES);
        Numbers.DOUBLE.set(bytes, at, value);
    }

    /** Their number and all of them, at the next multiple of four. */
    void put(float[] values) {
        put(values.length);
        while (length != Numbers.aligned(length)) {
            put((byte) 0);
        }
        int at = claim(Math.multiplyExact(values.length, Float.BYTES));
        floats.put(at / Float.BYTES, values);
    }

    void put(byte[] values) {
        int at = claim(values.length);
        System.arraycopy(values, 0, bytes, at, values.length);
    }

    /** A text: every text can be read again, also one that is no valid Unicode. */
    void put(String text) {
        int characters = text.length();
        int start = length;
        put(characters);
        int at = claim(characters);
        for (int i = 0; i < characters; i++) {
            char c = text.charAt(i);
            if (c > Texts.NARROW) {
                length = start;
                putWide(text);
                return;
            }
            bytes[at + i] = (byte) c;
        }
    }

    private void putWide(String text) {
        put(Texts.wide(text.length()));
        int at = claim(Math.multiplyExact(text.length(), Character.BYTES));
        for (int i = 0; i < text.length(); i++) {
            Numbers.CHAR.set(bytes, at + Character.BYTES * i, text.charAt(i));
        }
    }

    /** Makes room; the place to write at. */
    private int claim(int count) {
        int at = length;
        if (bytes.length - at < count) {
            grow(Math.addExact(at, count));
        }
        length = at + count;
        return at;
    }

    private void grow(int needed) {
        // the double, unless that is more than an array can hold
        int doubled = (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - Long.BYTES);
        bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
        floats = Numbers.floats(bytes);
    }
}
