// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.event.DeadLetter;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Headers of a dead letter, named as those of Kafka Streams are, with texts as values.
 *
 * <p>KIP-1034, "Dead letter queue in Kafka Streams". There is no exception and no stack trace here;
 * the reason stands for the one, and nothing for the other.
 */
final class DeadLetterHeaders {

    private static final String PREFIX = "__streams.errors.";

    private DeadLetterHeaders() {}

    static List<Header> of(DeadLetter letter) {
        List<Header> headers = new ArrayList<>();
        headers.add(header("exception", letter.reason().name()));
        headers.add(header("message", letter.detail() == null ? "" : letter.detail()));
        if (letter.place().isPresent()) {
            headers.add(header("topic", letter.topic()));
            headers.add(header("partition", Integer.toString(letter.partition())));
            headers.add(header("offset", Long.toString(letter.offset())));
        }
        return headers;
    }

    private static Header header(String name, String value) {
        return new RecordHeader(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
    }
}
