// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.schema;

import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Avro's binary encoding out of a byte array that nobody vouches for.
 *
 * <p>Avro's own decoder believes a length before it looks at what is there, so that ten bytes can
 * ask for two gigabytes. Here every length and count is held against the bytes that are left (an
 * item takes a byte at least), strings have to be valid UTF-8 and booleans 0 or 1.
 *
 * <p>Source: Avro 1.11.4 specification, "Binary Encoding". Not thread-safe.
 */
final class ByteArrayDecoder extends Decoder {

    private byte[] bytes = new byte[0];
    private int position;

    /** Goes on with other bytes, from an offset to their end. */
    void reset(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.position = offset;
    }

    /** Bytes that are left. */
    int remaining() {
        return bytes.length - position;
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws IOException {
        int value = next();
        if ((value & ~1) != 0) {
            throw new IOException("a boolean is " + value + "; expected 0 or 1");
        }
        return value == 1;
    }

    @Override
    public int readInt() throws IOException {
        long value = readLong();
        if (value != (int) value) {
            throw new IOException("an int is " + value + "; expected 32 bits");
        }
        return (int) value;
    }

    @Override
    public long readLong() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = next();
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new IOException("a number goes on after 10 bytes");
    }

    @Override
    public float readFloat() throws IOException {
        return Float.intBitsToFloat((int) littleEndian(Float.BYTES));
    }

    @Override
    public double readDouble() throws IOException {
        return Double.longBitsToDouble(littleEndian(Double.BYTES));
    }

    @Override
    public Utf8 readString(Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public String readString() throws IOException {
        int length = length("a string");
        int start = position;
        position += length;
        for (int i = start; i < position; i++) {
            if (bytes[i] < 0) {
                return beyondAscii(start, length);
            }
        }
        return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void skipString() throws IOException {
        readString();
    }

    @Override
    public ByteBuffer readBytes(ByteBuffer old) throws IOException {
        int length = length("a byte sequence");
        position += length;
        return ByteBuffer.wrap(Arrays.copyOfRange(bytes, position - length, position));
    }

    @Override
    public void skipBytes() throws IOException {
        skip("a byte sequence");
    }

    @Override
    public void readFixed(byte[] target, int start, int length) throws IOException {
        require(length);
        System.arraycopy(bytes, position, target, start, length);
        position += length;
    }

    @Override
    public void skipFixed(int length) throws IOException {
        require(length);
        position += length;
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        return items();
    }

    @Override
    public long arrayNext() throws IOException {
        return items();
    }

    @Override
    public long skipArray() throws IOException {
        return skipItems();
    }

    @Override
    public long readMapStart() throws IOException {
        return items();
    }

    @Override
    public long mapNext() throws IOException {
        return items();
    }

    @Override
    public long skipMap() throws IOException {
        return skipItems();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    private int next() throws EOFException {
        require(1);
        return bytes[position++] & 0xFF;
    }

    private long littleEndian(int count) throws EOFException {
        require(count);
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (bytes[position++] & 0xFFL) << (8 * i);
        }
        return value;
    }

    private String beyondAscii(int start, int length) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("a string is not valid UTF-8", e);
        }
    }

    private long items() throws IOException {
        long count = readLong();
        if (count < 0) {
            // a block that also states its size, so that it can be skipped
            count = -count;
            readLong();
        }
        if (count < 0 || count > remaining()) {
            throw claim("a block of items", count);
        }
        return count;
    }

    private long skipItems() throws IOException {
        while (true) {
            long count = readLong();
            if (count >= 0) {
                if (count > remaining()) {
                    throw claim("a block of items", count);
                }
                return count;
            }
            skip("a block of items");
        }
    }

    private void skip(String what) throws IOException {
        int length = length(what);
        position += length;
    }

    private int length(String what) throws IOException {
        long length = readLong();
        if (length < 0 || length > remaining()) {
            throw claim(what, length);
        }
        return (int) length;
    }

    private void require(int count) throws EOFException {
        if (count > remaining()) {
            throw new EOFException("it ends after " + bytes.length + " bytes");
        }
    }

    private IOException claim(String what, long length) {
        return new IOException(
                what + " claims a length of " + length + " with " + remaining() + " bytes left");
    }
}
