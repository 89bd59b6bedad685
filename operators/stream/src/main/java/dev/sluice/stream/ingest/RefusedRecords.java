// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.stream.deadletter.ValueHash;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes dead letters of Kafka records: original bytes as far as they fit, and where they were. */
final class RefusedRecords {

    /** Stage in the dead letters. */
    static final String STAGE = "ingest";

    /** Details quote values of the record, so they are as long as a hostile record wants. */
    private static final int LONGEST_DETAIL = 1_000;

    private final int maxBytes;
    private final Clock clock;

    RefusedRecords(int maxBytes, Clock clock) {
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    DeadLetter deadLetter(
            ConsumerRecord<byte[], byte[]> record, DeadLetter.Reason reason, String detail) {
        byte[] value = record.value();
        return new DeadLetter(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                cut(record.key()),
                cut(value),
                value == null ? -1 : value.length,
                value != null && value.length > maxBytes ? ValueHash.of(value) : "",
                headers(record),
                STAGE,
                reason,
                detail.length() > LONGEST_DETAIL
                        ? detail.substring(0, LONGEST_DETAIL) + "…"
                        : detail,
                clock.millis());
    }

    private byte[] cut(byte[] bytes) {
        return bytes == null || bytes.length <= maxBytes ? bytes : Arrays.copyOf(bytes, maxBytes);
    }

    private List<DeadLetter.Header> headers(ConsumerRecord<byte[], byte[]> record) {
        List<DeadLetter.Header> headers = new ArrayList<>();
        long left = maxBytes;
        for (Header header : record.headers()) {
            byte[] value = header.value();
            left -= header.key().getBytes(StandardCharsets.UTF_8).length;
            left -= value == null ? 0 : value.length;
            if (left < 0) {
                break;
            }
            headers.add(new DeadLetter.Header(header.key(), value));
        }
        return headers;
    }
}
