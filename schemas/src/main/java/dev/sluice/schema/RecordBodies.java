// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.schema;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
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
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The records of a generated class without what a wire format puts in front of them. Not
 * thread-safe.
 *
 * @param <R> generated class
 */
final class RecordBodies<R extends SpecificRecord> {

    private final SpecificData data;
    private final Schema schema;
    private final DatumWriter<R> writer;
    private final ByteArrayEncoder encoder = new ByteArrayEncoder(512);
    private final ByteArrayDecoder decoder = new ByteArrayDecoder();

    RecordBodies(Class<R> recordType) {
        data = new SpecificData(recordType.getClassLoader());
        data.addLogicalTypeConversion(new TimestampMillisConversion());
        data.setFastReaderEnabled(true);
        schema = data.getSchema(recordType);
        writer = new SpecificDatumWriter<>(schema, data);
    }

    /** Schema of the class. */
    Schema schema() {
        return schema;
    }

    /** The bytes of a record behind a header. */
    byte[] encode(byte[] header, R record) {
        encoder.reset();
        encoder.writeFixed(header, 0, header.length);
        try {
            writer.write(record, encoder);
        } catch (IOException | AvroRuntimeException | NullPointerException e) {
            throw new IllegalArgumentException(
                    "a record cannot be written as " + schema.getFullName() + ": " + e.getMessage(),
                    e);
        }
        return encoder.toByteArray();
    }

    /**
     * What reads the records of a writer's schema.
     *
     * @throws IllegalArgumentException if they could not be read as this class
     */
    DatumReader<R> reader(Schema writer) {
        Optional<String> obstacle = obstacle(writer);
        if (obstacle.isPresent()) {
            throw new IllegalArgumentException(
                    "schema %s (fingerprint %016x) cannot be read as the current %s: %s"
                            .formatted(
                                    writer.getFullName(),
                                    SchemaNormalization.parsingFingerprint64(writer),
                                    schema.getFullName(),
                                    obstacle.get()));
        }
        return new SpecificDatumReader<>(writer, schema, data);
    }

    /** Why records of a writer's schema cannot be read as this class, if they cannot. */
    Optional<String> obstacle(Schema writer) {
        var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(schema, writer);
        return compatibility.getType() == SchemaCompatibilityType.COMPATIBLE
                ? Optional.empty()
                : Optional.of(
                        compatibility.getResult().getIncompatibilities().stream()
                                .map(RecordBodies::text)
                                .collect(Collectors.joining("; ")));
    }

    private static String text(Incompatibility incompatibility) {
        return incompatibility.getType()
                + " at "
                + incompatibility.getLocation()
                + " ("
                + incompatibility.getMessage()
                + ")";
    }

    /**
     * The record that begins at an offset and ends with the bytes.
     *
     * @throws WireFormatException if they are not exactly that
     */
    R decode(DatumReader<R> reader, byte[] bytes, int offset) throws WireFormatException {
        decoder.reset(bytes, offset);
        R record;
        try {
            record = reader.read(null, decoder);
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

    WireFormatException unreadable(String found) {
        return new WireFormatException(
                WireFormatException.Reason.UNREADABLE,
                found + "; expected " + schema.getFullName());
    }
}
