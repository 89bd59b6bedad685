// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.schema;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.data.TimeConversions.TimestampMillisConversion;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Avro's single-object encoding: {@code C3 01}, the CRC-64-AVRO fingerprint of the writer's schema
 * in eight little-endian bytes, the record in binary.
 *
 * <p>Writes with the schema of the generated class. Reads what was written with it, with a schema
 * of its {@link SchemaHistory}, or with another that was named; fields are matched by name, missing
 * ones take their defaults. Anything else is {@link WireFormatException.Reason#WRONG_SCHEMA}.
 *
 * <p>Source: Avro 1.11.4 specification, "Single object encoding specification". Not thread-safe.
 *
 * @param <R> generated class
 */
public final class AvroWireFormat<R extends SpecificRecord> implements WireFormat<R> {

    /** Bytes in front of the record: two of marker, eight of fingerprint. */
    public static final int HEADER_BYTES = 2 + Long.BYTES;

    private static final byte MARKER_0 = (byte) 0xC3;
    private static final byte MARKER_1 = (byte) 0x01;

    private record Reader<R>(long fingerprint, DatumReader<R> datum) {}

    private final String name;
    private final byte[] header;
    private final DatumWriter<R> writer;
    private final Reader<R> current;
    private final List<Reader<R>> others;
    private final ByteArrayEncoder encoder = new ByteArrayEncoder(512);
    private final ByteArrayDecoder decoder = new ByteArrayDecoder();

    private AvroWireFormat(Class<R> recordType, List<Schema> otherWriters) {
        SpecificData data = new SpecificData(recordType.getClassLoader());
        data.addLogicalTypeConversion(new TimestampMillisConversion());
        data.setFastReaderEnabled(true);
        Schema schema = data.getSchema(recordType);
        name = schema.getFullName();
        header = header(schema);
        writer = new SpecificDatumWriter<>(schema, data);
        current = reader(schema, schema, data);
        List<Reader<R>> readers = new ArrayList<>();
        for (Schema other : otherWriters) {
            readers.add(reader(other, schema, data));
        }
        others = List.copyOf(readers);
    }

    /** The format of a generated class, which also reads its history. */
    public static <R extends SpecificRecord> AvroWireFormat<R> of(Class<R> recordType) {
        return of(recordType, List.of());
    }

    /**
     * The format of a generated class, which also reads its history and what was written with other
     * schemas, older or newer.
     *
     * @throws IllegalArgumentException if a record of one of them could not be read as this class
     */
    public static <R extends SpecificRecord> AvroWireFormat<R> of(
            Class<R> recordType, List<Schema> otherWriters) {
        List<Schema> writers = new ArrayList<>(SchemaHistory.of(recordType));
        writers.addAll(otherWriters);
        return new AvroWireFormat<>(recordType, writers);
    }

    /** The bytes in front of every record that is written with a schema. */
    public static byte[] header(Schema schema) {
        byte[] header = new byte[HEADER_BYTES];
        header[0] = MARKER_0;
        header[1] = MARKER_1;
        long fingerprint = SchemaNormalization.parsingFingerprint64(schema);
        for (int i = 0; i < Long.BYTES; i++) {
            header[2 + i] = (byte) (fingerprint >>> (8 * i));
        }
        return header;
    }

    @Override
    public byte[] encode(R record) {
        encoder.reset();
        encoder.writeFixed(header, 0, header.length);
        try {
            writer.write(record, encoder);
        } catch (IOException | AvroRuntimeException | NullPointerException e) {
            throw new IllegalArgumentException(
                    "a record cannot be written as " + name + ": " + e.getMessage(), e);
        }
        return encoder.toByteArray();
    }

    @Override
    public R decode(byte[] bytes) throws WireFormatException {
        if (bytes == null) {
            throw unreadable("there is no value");
        }
        if (bytes.length < HEADER_BYTES || bytes[0] != MARKER_0 || bytes[1] != MARKER_1) {
            throw unreadable(
                    bytes.length + " bytes without the header of Avro's single-object encoding");
        }
        Reader<R> reader = reader(fingerprint(bytes));
        decoder.reset(bytes, HEADER_BYTES);
        R record;
        try {
            record = reader.datum().read(null, decoder);
        } catch (IOException | RuntimeException e) {
            // Avro answers bad bytes with a whole zoo of exceptions, from EOFException to
            // ArrayIndexOutOfBoundsException; none of them is worth more to the caller
            throw unreadable(e.getMessage() == null ? e.getClass().getName() : e.getMessage());
        }
        if (decoder.remaining() > 0) {
            throw unreadable(decoder.remaining() + " bytes are left after the record");
        }
        return record;
    }

    private Reader<R> reader(long fingerprint) throws WireFormatException {
        if (fingerprint == current.fingerprint()) {
            return current;
        }
        for (Reader<R> other : others) {
            if (fingerprint == other.fingerprint()) {
                return other;
            }
        }
        throw new WireFormatException(
                WireFormatException.Reason.WRONG_SCHEMA,
                "written with an unknown schema (fingerprint %016x); expected %s (%016x)"
                        .formatted(fingerprint, name, current.fingerprint()));
    }

    private static long fingerprint(byte[] bytes) {
        long fingerprint = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            fingerprint |= (bytes[2 + i] & 0xFFL) << (8 * i);
        }
        return fingerprint;
    }

    private WireFormatException unreadable(String found) {
        return new WireFormatException(
                WireFormatException.Reason.UNREADABLE, found + "; expected " + name);
    }

    private static <R> Reader<R> reader(Schema writer, Schema reader, SpecificData data) {
        var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (compatibility.getType() != SchemaCompatibilityType.COMPATIBLE) {
            throw new IllegalArgumentException(
                    "schema %s (fingerprint %016x) cannot be read as the current %s: %s"
                            .formatted(
                                    writer.getFullName(),
                                    SchemaNormalization.parsingFingerprint64(writer),
                                    reader.getFullName(),
                                    compatibility.getResult().getIncompatibilities()));
        }
        return new Reader<>(
                SchemaNormalization.parsingFingerprint64(writer),
                new SpecificDatumReader<>(writer, reader, data));
    }
}
