// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.escalation;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what a {@link ByteWriter} wrote; a method throws {@link BufferUnderflowException} if fewer
 * bytes are left than it needs. Not thread-safe.
 */
final class ByteReader {

    private ByteBuffer buffer = wrap(new byte[0]);

    /**
     * Makes room for a block of bytes, which is to be filled in before anything is read.
     *
     * @return an array whose first bytes are the block
     */
    byte[] expect(int bytes) {
        if (buffer.capacity() < bytes) {
            buffer = wrap(new byte[bytes]);
        }
        buffer.clear().limit(bytes);
        return buffer.array();
    }

    /** Number of bytes in the block. */
    int length() {
        return buffer.limit();
    }

    byte get() {
        return buffer.get();
    }

    long getLong() {
        return buffer.getLong();
    }

    float getFloat() {
        return buffer.getFloat();
    }

    double getDouble() {
        return buffer.getDouble();
    }

    float[] getFloats() {
        int count = buffer.getInt();
        int bytes = take(count, Float.BYTES);
        float[] values = new float[count];
        buffer.asFloatBuffer().get(values);
        buffer.position(buffer.position() + bytes);
        return values;
    }

    String getText() {
        int length = buffer.getInt();
        int characters = Texts.characters(length);
        if (!Texts.isWide(length)) {
            int bytes = take(characters, Byte.BYTES);
            int start = buffer.position();
            buffer.position(start + bytes);
            return new String(buffer.array(), start, bytes, StandardCharsets.ISO_8859_1);
        }
        int bytes = take(characters, Character.BYTES);
        char[] text = new char[characters];
        buffer.asCharBuffer().get(text);
        buffer.position(buffer.position() + bytes);
        return new String(text);
    }

    /** Whether certain bytes come next; if so, they are read. */
    boolean skip(byte[] expected) {
        int start = buffer.position();
        int end = start + expected.length;
        if (buffer.remaining() < expected.length
                || !Arrays.equals(buffer.array(), start, end, expected, 0, expected.length)) {
            return false;
        }
        buffer.position(end);
        return true;
    }

    int position() {
        return buffer.position();
    }

    /** The bytes that were read from a position on. */
    byte[] since(int position) {
        return Arrays.copyOfRange(buffer.array(), position, buffer.position());
    }

    /** The bytes of so many values, which have to be there. */
    private int take(int count, int bytesEach) {
        if (count < 0 || count > buffer.remaining() / bytesEach) {
            throw new BufferUnderflowException();
        }
        return count * bytesEach;
    }

    private static ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
