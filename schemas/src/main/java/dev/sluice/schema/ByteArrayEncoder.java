// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.schema;

import org.apache.avro.io.Encoder;
import org.apache.avro.util.Utf8;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Avro's binary encoding into a byte array that grows and is used again.
 *
 * <p>Allocates nothing once its array is large enough, except for strings beyond ASCII. Arrays and
 * maps are written as one block. Not thread-safe.
 *
 * <p>Source: Avro 1.11.4 specification, "Binary Encoding".
 */
public final class ByteArrayEncoder extends Encoder {

    private static final int LONGEST_VARINT = 10;

    private byte[] buffer;
    private int size;

    /** Starts with room for some bytes. */
    public ByteArrayEncoder(int capacity) {
        buffer = new byte[Math.max(16, capacity)];
    }

    /** Forgets what was written and keeps the array. */
    public void reset() {
        size = 0;
    }

    /** Number of bytes written since the last reset. */
    public int size() {
        return size;
    }

    /** Copy of the bytes written since the last reset. */
    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    @Override
    public void flush() {}

    @Override
    public void writeNull() {}

    @Override
    public void writeBoolean(boolean value) {
        reserve(1);
        buffer[size++] = (byte) (value ? 1 : 0);
    }

    @Override
    public void writeInt(int value) {
        writeLong(value);
    }

    @Override
    public void writeLong(long value) {
        reserve(LONGEST_VARINT);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            buffer[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    @Override
    public void writeFloat(float value) {
        littleEndian(Float.floatToRawIntBits(value), Float.BYTES);
    }

    @Override
    public void writeDouble(double value) {
        littleEndian(Double.doubleToRawLongBits(value), Double.BYTES);
    }

    @Override
    public void writeString(Utf8 value) {
        writeBytes(value.getBytes(), 0, value.getByteLength());
    }

    @Override
    public void writeString(CharSequence value) {
        writeString(value.toString());
    }

    @Override
    public void writeString(String value) {
        int start = size;
        int length = value.length();
        writeLong(length);
        reserve(length);
        for (int i = 0; i < length; i++) {
            char character = value.charAt(i);
            if (character >= 0x80) {
                size = start;
                writeBytes(value.getBytes(StandardCharsets.UTF_8));
                return;
            }
            buffer[size++] = (byte) character;
        }
    }

    @Override
    public void writeBytes(ByteBuffer value) {
        writeLong(value.remaining());
        reserve(value.remaining());
        int length = value.remaining();
        value.get(value.position(), buffer, size, length);
        size += length;
    }

    @Override
    public void writeBytes(byte[] value) {
        writeBytes(value, 0, value.length);
    }

    @Override
    public void writeBytes(byte[] value, int start, int length) {
        writeLong(length);
        writeFixed(value, start, length);
    }

    @Override
    public void writeFixed(byte[] value, int start, int length) {
        reserve(length);
        System.arraycopy(value, start, buffer, size, length);
        size += length;
    }

    @Override
    public void writeEnum(int value) {
        writeLong(value);
    }

    @Override
    public void writeArrayStart() {}

    @Override
    public void setItemCount(long count) {
        if (count > 0) {
            writeLong(count);
        }
    }

    @Override
    public void startItem() {}

    @Override
    public void writeArrayEnd() {
        writeLong(0);
    }

    @Override
    public void writeMapStart() {}

    @Override
    public void writeMapEnd() {
        writeLong(0);
    }

    @Override
    public void writeIndex(int unionIndex) {
        writeLong(unionIndex);
    }

    private void littleEndian(long bits, int bytes) {
        reserve(bytes);
        for (int i = 0; i < bytes; i++) {
            buffer[size++] = (byte) (bits >>> (8 * i));
        }
    }

    private void reserve(int bytes) {
        if (buffer.length - size < bytes) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + bytes));
        }
    }
}
