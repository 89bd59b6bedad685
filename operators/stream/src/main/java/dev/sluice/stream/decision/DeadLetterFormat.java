// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.Header;
import dev.sluice.schema.WireFormat;
import dev.sluice.schema.WireFormatException;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Dead letters as they are on the topic: {@code dev.sluice.schema.DeadLetter}, Avro single objects.
 *
 * <p>Not thread-safe.
 */
public final class DeadLetterFormat implements WireFormat<DeadLetter> {

    private final WireFormat<dev.sluice.schema.DeadLetter> records;

    /** Avro single objects. */
    public DeadLetterFormat() {
        this(AvroWireFormat.of(dev.sluice.schema.DeadLetter.class));
    }

    /** Records in another format. */
    public DeadLetterFormat(WireFormat<dev.sluice.schema.DeadLetter> records) {
        this.records = records;
    }

    @Override
    public byte[] encode(DeadLetter letter) {
        List<Header> headers = new ArrayList<>(letter.headers().size());
        for (DeadLetter.Header header : letter.headers()) {
            headers.add(new Header(header.name(), buffer(header.value())));
        }
        return records.encode(
                new dev.sluice.schema.DeadLetter(
                        letter.topic(),
                        letter.partition(),
                        letter.offset(),
                        Instant.ofEpochMilli(letter.kafkaTimestampMs()),
                        buffer(letter.key()),
                        buffer(letter.value()),
                        letter.valueLength(),
                        letter.valueSha256(),
                        headers,
                        letter.stage(),
                        letter.reason().name(),
                        letter.detail() == null ? "" : letter.detail(),
                        Instant.ofEpochMilli(letter.deadAtMs())));
    }

    @Override
    public DeadLetter decode(byte[] bytes) throws WireFormatException {
        dev.sluice.schema.DeadLetter record = records.decode(bytes);
        List<DeadLetter.Header> headers = new ArrayList<>(record.getHeaders().size());
        for (Header header : record.getHeaders()) {
            headers.add(new DeadLetter.Header(header.getName(), bytes(header.getValue())));
        }
        return new DeadLetter(
                record.getTopic(),
                record.getPartition(),
                record.getOffset(),
                record.getKafkaTimestamp().toEpochMilli(),
                bytes(record.getKey()),
                bytes(record.getValue()),
                record.getValueLength(),
                record.getValueSha256(),
                headers,
                record.getStage(),
                DecisionFormat.constant(DeadLetter.Reason.class, record.getReason()),
                record.getDetail(),
                record.getDeadAt().toEpochMilli());
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(buffer.position(), bytes);
        return bytes;
    }
}
