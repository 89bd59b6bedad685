// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.schema;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificRecord;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Confluent's wire format: a zero byte, the id of the writer's schema in a registry in four
 * big-endian bytes, the record in binary.
 *
 * <p>Reads whatever a registered schema wrote that can be read as the class, and Avro single
 * objects beside it, so that producers can change over one by one. A schema is asked for once.
 * Writes single objects; who writes by id frames with {@link #header(int)}. Not thread-safe.
 *
 * <p>Source: Confluent Schema Registry, "Wire format".
 *
 * @param <R> generated class
 */
public final class RegistryWireFormat<R extends SpecificRecord> implements WireFormat<R> {

    /** Bytes in front of the record: a zero, four of id. */
    public static final int HEADER_BYTES = 1 + Integer.BYTES;

    private static final byte MAGIC = 0;

    /** Schemas that are kept; a topic with more of them in use asks again. */
    private static final int MOST_SCHEMAS = 1_000;

    /** A schema as it is read, or why it is not. */
    private record Writer<R>(int id, Optional<DatumReader<R>> reader, String refusal) {}

    private final RecordBodies<R> bodies;
    private final WireFormat<R> singleObjects;
    private final WriterSchemas schemas;
    private final Map<Integer, Writer<R>> writers = new LeastRecentlyUsed<>();
    private Writer<R> last;

    private RegistryWireFormat(Class<R> recordType, WriterSchemas schemas) {
        this.bodies = new RecordBodies<>(recordType);
        this.singleObjects = AvroWireFormat.of(recordType);
        this.schemas = schemas;
        this.last = new Writer<>(-1, Optional.empty(), "");
    }

    /** The format of a generated class that asks for schemas; it writes single objects. */
    public static <R extends SpecificRecord> RegistryWireFormat<R> reading(
            Class<R> recordType, WriterSchemas schemas) {
        return new RegistryWireFormat<>(recordType, schemas);
    }

    /** The bytes in front of every record that is written with the schema of an id. */
    public static byte[] header(int id) {
        return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(id).array();
    }

    @Override
    public byte[] encode(R record) {
        return singleObjects.encode(record);
    }

    /**
     * {@inheritDoc}
     *
     * @throws RegistryUnavailableException if the schema is not known yet and could not be asked
     *     for
     */
    @Override
    public R decode(byte[] bytes) throws WireFormatException {
        if (bytes == null || bytes.length < HEADER_BYTES || bytes[0] != MAGIC) {
            return otherwise(bytes);
        }
        Writer<R> writer = writer(ByteBuffer.wrap(bytes).getInt(1));
        if (writer.reader().isEmpty()) {
            throw wrongSchema(writer.refusal());
        }
        return bodies.decode(writer.reader().get(), bytes, HEADER_BYTES);
    }

    private R otherwise(byte[] bytes) throws WireFormatException {
        if (bytes != null && !AvroWireFormat.isMarked(bytes)) {
            throw bodies.unreadable(
                    bytes.length
                            + " bytes with neither the header of a schema registry nor that of"
                            + " Avro's single-object encoding");
        }
        return singleObjects.decode(bytes);
    }

    private Writer<R> writer(int id) throws WireFormatException {
        if (last.id() == id) {
            return last;
        }
        Writer<R> writer = writers.get(id);
        if (writer == null) {
            writer = ask(id);
            writers.put(id, writer);
        }
        last = writer;
        return writer;
    }

    private Writer<R> ask(int id) throws WireFormatException {
        if (id < 0) {
            throw wrongSchema("schema id " + id + " is none that a registry gives");
        }
        // not kept if it is unknown: it may be registered yet
        String text =
                schemas.schema(id)
                        .orElseThrow(() -> wrongSchema("the registry knows no schema of id " + id));
        try {
            Schema schema = new Schema.Parser().parse(text);
            Optional<String> obstacle = bodies.obstacle(schema);
            if (obstacle.isPresent()) {
                return refused(
                        id,
                        "schema id " + id + " (" + schema.getFullName() + "): " + obstacle.get());
            }
            return new Writer<>(id, Optional.of(bodies.reader(schema)), "");
        } catch (AvroRuntimeException e) {
            return refused(id, "schema id " + id + " is no Avro schema: " + e.getMessage());
        }
    }

    private Writer<R> refused(int id, String refusal) {
        return new Writer<>(id, Optional.empty(), refusal);
    }

    private WireFormatException wrongSchema(String found) {
        return new WireFormatException(
                WireFormatException.Reason.WRONG_SCHEMA,
                found + "; expected a schema that can be read as " + bodies.schema().getFullName());
    }

    private static final class LeastRecentlyUsed<V> extends LinkedHashMap<Integer, V> {

        private static final long serialVersionUID = 1L;

        LeastRecentlyUsed() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, V> eldest) {
            return size() > MOST_SCHEMAS;
        }
    }
}
