// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.schema;

import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificRecord;

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

    private final byte[] header;
    private final RecordBodies<R> bodies;
    private final Reader<R> current;
    private final List<Reader<R>> others;

    private AvroWireFormat(RecordBodies<R> bodies, byte[] header, List<Schema> otherWriters) {
        this.bodies = bodies;
        this.header = header;
        current = reader(bodies.schema());
        List<Reader<R>> readers = new ArrayList<>();
        for (Schema other : otherWriters) {
            readers.add(reader(other));
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
        RecordBodies<R> bodies = new RecordBodies<>(recordType);
        return new AvroWireFormat<>(bodies, header(bodies.schema()), writers);
    }

    /** The format of a generated class, but for the bytes that it writes in front of a record. */
    public static <R extends SpecificRecord> AvroWireFormat<R> framed(
            Class<R> recordType, byte[] header) {
        return new AvroWireFormat<>(
                new RecordBodies<>(recordType), header.clone(), SchemaHistory.of(recordType));
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

    /** Whether bytes begin as a single object does. */
    static boolean isMarked(byte[] bytes) {
        return bytes.length >= HEADER_BYTES && bytes[0] == MARKER_0 && bytes[1] == MARKER_1;
    }

    @Override
    public byte[] encode(R record) {
        return bodies.encode(header, record);
    }

    @Override
    public R decode(byte[] bytes) throws WireFormatException {
        if (bytes == null) {
            throw bodies.unreadable("there is no value");
        }
        if (!isMarked(bytes)) {
            throw bodies.unreadable(
                    bytes.length + " bytes without the header of Avro's single-object encoding");
        }
        return bodies.decode(reader(fingerprint(bytes)), bytes, HEADER_BYTES);
    }

    private DatumReader<R> reader(long fingerprint) throws WireFormatException {
        if (fingerprint == current.fingerprint()) {
            return current.datum();
        }
        for (Reader<R> other : others) {
            if (fingerprint == other.fingerprint()) {
                return other.datum();
            }
        }
        throw new WireFormatException(
                WireFormatException.Reason.WRONG_SCHEMA,
                "written with an unknown schema (fingerprint %016x); expected %s (%016x)"
                        .formatted(
                                fingerprint, bodies.schema().getFullName(), current.fingerprint()));
    }

    private static long fingerprint(byte[] bytes) {
        long fingerprint = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            fingerprint |= (bytes[2 + i] & 0xFFL) << (8 * i);
        }
        return fingerprint;
    }

    private Reader<R> reader(Schema writer) {
        return new Reader<>(
                SchemaNormalization.parsingFingerprint64(writer), bodies.reader(writer));
    }
}
