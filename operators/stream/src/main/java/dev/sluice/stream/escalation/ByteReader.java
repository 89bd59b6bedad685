// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.escalation;

import java.nio.BufferUnderflowException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what a {@link ByteWriter} wrote; a method throws {@link BufferUnderflowException} if fewer
 * bytes are left than it needs. Not thread-safe.
 */
final class ByteReader {

    private byte[] bytes = new byte[0];

    /** The same bytes. */
    private FloatBuffer floats = Numbers.floats(bytes);

    private int length;
    private int position;

    /**
     * Makes room for a block of bytes, which is to be filled in before anything is read.
     *
     * @return an array whose first bytes are the block
     */
    byte[] expect(int count) {
        if (bytes.length < count) {
            bytes = new byte[count];
            floats = Numbers.floats(bytes);
        }
        length = count;
        position = 0;
        return bytes;
    }

    /** Number of bytes in the block. */
    int length() {
        return length;
    }

    /** Number of bytes that were read. */
    int position() {
        return position;
    }

    /** The bytes that were read from a place on. */
    byte[] since(int start) {
        return Arrays.copyOfRange(bytes, start, position);
    }

    byte getByte() {
        return bytes[take(Byte.BYTES)];
    }

    int getInt() {
        return (int) Numbers.INT.get(bytes, take(Integer.BYTES));
    }

    long getLong() {
        return (long) Numbers.LONG.get(bytes, take(Long.BYTES));
    }

    float getFloat() {
        return (float) Numbers.FLOAT.get(bytes, take(Float.BYTES));
    }

    double getDouble() {
        return (double) Numbers.DOUBLE.get(bytes, take(Double.BYTES));
    }

    float[] getFloats() {
        int count = getInt();
        take(Numbers.aligned(position) - position);
        int at = take(count, Float.BYTES);
        float[] values = new float[count];
        floats.get(at / Float.BYTES, values);
        return values;
    }

    String getText() {
        int prefix = getInt();
        int characters = Texts.characters(prefix);
        if (!Texts.isWide(prefix)) {
            int at = take(characters);
            return new String(bytes, at, characters, StandardCharsets.ISO_8859_1);
        }
        int at = take(characters, Character.BYTES);
        char[] text = new char[characters];
        for (int i = 0; i < characters; i++) {
            text[i] = (char) Numbers.CHAR.get(bytes, at + Character.BYTES * i);
        }
        return new String(text);
    }

    /** Whether certain bytes come next; if so, they are read. */
    boolean skip(byte[] expected) {
        int end = position + expected.length;
        if (length - position < expected.length
                || !Arrays.equals(bytes, position, end, expected, 0, expected.length)) {
            return false;
        }
        position = end;
        return true;
    }

    /** The place of so many bytes, which have to be there. */
    private int take(int count) {
        int at = position;
        if (count < 0 || count > length - at) {
            throw new BufferUnderflowException();
        }
        position = at + count;
        return at;
    }

    private int take(int count, int bytesEach) {
        if (count < 0 || count > length / bytesEach) {
            throw new BufferUnderflowException();
        }
        return take(count * bytesEach);
    }
}
