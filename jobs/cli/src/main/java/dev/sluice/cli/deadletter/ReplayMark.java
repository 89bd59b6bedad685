// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.deadletter;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A mark on the topic of dead letters that a record was sent again: the key of its letter, no
 * value, and the time as a header. On a compacted topic it takes the letter with it.
 */
final class ReplayMark {

    /** Header of a mark: when the record was sent again. */
    private static final String REPLAYED_AT = "sluice.replayed-at";

    private ReplayMark() {}

    static ProducerRecord<byte[], byte[]> of(String topic, String id, Instant at) {
        return new ProducerRecord<>(
                topic,
                null,
                null,
                id.getBytes(StandardCharsets.UTF_8),
                null,
                List.of(
                        new RecordHeader(
                                REPLAYED_AT, at.toString().getBytes(StandardCharsets.UTF_8))));
    }

    /** When the record of a mark was sent again; nothing if this is no mark. */
    static Optional<Instant> at(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(REPLAYED_AT);
        if (record.key() == null
                || record.value() != null
                || header == null
                || header.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(new String(header.value(), StandardCharsets.UTF_8)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
