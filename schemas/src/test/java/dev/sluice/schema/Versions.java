// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.schema;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Versions of our schemas that others may write with, and records of them. */
final class Versions {

    private static final GenericData DATA = GenericData.get();

    private Versions() {}

    /** As it may have been: without what has a default, and with a field that is gone since. */
    static Schema older(Schema schema) {
        List<Schema.Field> fields = new ArrayList<>();
        fields.add(field("gone_since", SchemaBuilder.builder().stringType()));
        for (Schema.Field field : schema.getFields()) {
            if (!field.hasDefaultValue()) {
                fields.add(new Schema.Field(field, field.schema()));
            }
        }
        return copy(schema, fields);
    }

    /** As it may become: without what has a default, in another order, with fields of all types. */
    static Schema newer(Schema schema) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            if (!field.hasDefaultValue()) {
                fields.add(0, new Schema.Field(field, field.schema()));
            }
        }
        fields.add(1, field("new_map", SchemaBuilder.map().values().doubleType()));
        fields.add(field("new_list", SchemaBuilder.array().items().stringType()));
        fields.add(
                field(
                        "new_choice",
                        SchemaBuilder.unionOf().nullType().and().longType().endUnion()));
        fields.add(field("new_bytes", SchemaBuilder.builder().bytesType()));
        return copy(schema, fields);
    }

    /** As none of ours can be read: what we need has another type. */
    static Schema incompatible(Schema schema) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            fields.add(
                    fields.isEmpty()
                            ? field(
                                    field.name(),
                                    SchemaBuilder.array().items().array().items().nullType())
                            : new Schema.Field(field, field.schema()));
        }
        return copy(schema, fields);
    }

    /** The body of a record, as a producer with another version of the schema writes it. */
    static byte[] write(SpecificRecord record, Schema version) throws IOException {
        GenericRecord source = generic(record);
        GenericRecord written = new GenericData.Record(version);
        for (Schema.Field field : version.getFields()) {
            Schema.Field ours = source.getSchema().getField(field.name());
            written.put(field.pos(), ours == null ? value(field.schema()) : source.get(ours.pos()));
        }
        return bytes(written);
    }

    /** The record that we read, with defaults for what the version does not have. */
    static <R extends SpecificRecord> R expected(R record, Schema version) throws Exception {
        GenericRecord expected = generic(record);
        for (Schema.Field field : expected.getSchema().getFields()) {
            if (version.getField(field.name()) == null) {
                expected.put(field.pos(), DATA.getDefaultValue(field));
            }
        }
        @SuppressWarnings("unchecked")
        Class<R> type = (Class<R>) record.getClass();
        byte[] header = AvroWireFormat.header(record.getSchema());
        return AvroWireFormat.of(type).decode(joined(header, bytes(expected)));
    }

    static byte[] joined(byte[] header, byte[] body) {
        byte[] both = Arrays.copyOf(header, header.length + body.length);
        System.arraycopy(body, 0, both, header.length, body.length);
        return both;
    }

    private static GenericRecord generic(SpecificRecord record) throws IOException {
        @SuppressWarnings("unchecked")
        Class<SpecificRecord> type = (Class<SpecificRecord>) record.getClass();
        byte[] bytes = AvroWireFormat.of(type).encode(record);
        return new GenericDatumReader<GenericRecord>(record.getSchema())
                .read(
                        null,
                        DecoderFactory.get()
                                .binaryDecoder(
                                        bytes,
                                        AvroWireFormat.HEADER_BYTES,
                                        bytes.length - AvroWireFormat.HEADER_BYTES,
                                        null));
    }

    private static byte[] bytes(GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static Object value(Schema schema) {
        return switch (schema.getType()) {
            case STRING -> "something";
            case MAP -> new HashMap<>(Map.of("a", 1.5));
            case ARRAY -> List.of("one", "two");
            case UNION -> 7L;
            case BYTES -> ByteBuffer.wrap(new byte[] {0, 1, 2});
            default -> throw new IllegalArgumentException("no value for " + schema);
        };
    }

    private static Schema.Field field(String name, Schema schema) {
        return new Schema.Field(name, schema);
    }

    private static Schema copy(Schema schema, List<Schema.Field> fields) {
        return Schema.createRecord(
                schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }
}
