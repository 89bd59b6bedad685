// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.escalation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A block of bytes that grows as it is written, little-endian, and is used again for the next
 * record. Not thread-safe.
 */
final class ByteWriter {

    private static final int INITIAL_BYTES = 2048;

    private ByteBuffer buffer = allocate(INITIAL_BYTES);

    /** Forgets what was written. */
    void clear() {
        buffer.clear();
    }

    /** Number of bytes that were written. */
    int length() {
        return buffer.position();
    }

    /** The array whose first {@link #length()} bytes were written; changes with the next write. */
    byte[] array() {
        return buffer.array();
    }

    /** The bytes that were written from a position on. */
    byte[] since(int position) {
        return Arrays.copyOfRange(buffer.array(), position, buffer.position());
    }

    void put(byte value) {
        reserve(Byte.BYTES);
        buffer.put(value);
    }

    void put(long value) {
        reserve(Long.BYTES);
        buffer.putLong(value);
    }

    void put(float value) {
        reserve(Float.BYTES);
        buffer.putFloat(value);
    }

    void put(double value) {
        reserve(Double.BYTES);
        buffer.putDouble(value);
    }

    void put(float[] values) {
        int bytes = Math.multiplyExact(values.length, Float.BYTES);
        reserve(Math.addExact(Integer.BYTES, bytes));
        buffer.putInt(values.length);
        buffer.asFloatBuffer().put(values);
        buffer.position(buffer.position() + bytes);
    }

    void put(byte[] values) {
        reserve(values.length);
        buffer.put(values);
    }

    /** A text: every text can be read again, also one that is no valid Unicode. */
    void put(String text) {
        int start = buffer.position();
        reserve(Math.addExact(Integer.BYTES, text.length()));
        buffer.putInt(text.length());
        byte[] bytes = buffer.array();
        int at = buffer.position();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > Texts.NARROW) {
                buffer.position(start);
                putWide(text);
                return;
            }
            bytes[at + i] = (byte) c;
        }
        buffer.position(at + text.length());
    }

    private void putWide(String text) {
        int bytes = Math.multiplyExact(text.length(), Character.BYTES);
        reserve(Math.addExact(Integer.BYTES, bytes));
        buffer.putInt(Texts.wide(text.length()));
        buffer.asCharBuffer().put(text);
        buffer.position(buffer.position() + bytes);
    }

    private void reserve(int bytes) {
        if (buffer.remaining() < bytes) {
            int needed = Math.addExact(buffer.position(), bytes);
            // the double, unless that is more than an array can hold
            int size =
                    Math.max(needed, (int) Math.min(2L * buffer.capacity(), Integer.MAX_VALUE - 8));
            ByteBuffer larger = allocate(size);
            buffer.flip();
            larger.put(buffer);
            buffer = larger;
        }
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
