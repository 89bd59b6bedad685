// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.event;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A record that a stage refused, with all that is known of where it came from.
 *
 * @param topic topic that it came from, empty where the record had left the edge of the job
 * @param partition its partition, -1 if unknown
 * @param offset its offset, -1 if unknown
 * @param kafkaTimestampMs its Kafka timestamp, -1 if unknown
 * @param key its key, possibly cut, or null
 * @param value its value, possibly cut, or null
 * @param valueLength length of the whole value, -1 if there is none
 * @param valueSha256 hash of the whole value in hexadecimal if it was cut, else empty
 * @param headers its headers, as far as they fit
 * @param stage stage that refused it
 * @param reason why
 * @param detail the same for a person
 * @param deadAtMs wall-clock time of the refusal
 */
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        long kafkaTimestampMs,
        byte[] key,
        byte[] value,
        int valueLength,
        String valueSha256,
        List<Header> headers,
        String stage,
        Reason reason,
        String detail,
        long deadAtMs) {

    /**
     * A Kafka header.
     *
     * @param name its name
     * @param value its value, or null
     */
    public record Header(String name, byte[] value) {}

    /** Why a record was refused. */
    public enum Reason {
        /** The bytes are no record of the expected wire format. */
        UNREADABLE,
        /** The bytes were written with a schema that cannot be read as the expected one. */
        WRONG_SCHEMA,
        /** An id is empty, or longer than is accepted. */
        BAD_ID,
        /** A number is not finite, or outside of what the use case accepts. */
        BAD_VALUE,
        /** The event time is further ahead of the Kafka timestamp than is accepted. */
        FUTURE_TIME,
        /** The record is larger than is accepted. */
        OVERSIZED,
        /** The features of the event came out as NaN or infinite. */
        BAD_FEATURES,
        /** The first pass gave something that is no probability. */
        BAD_OUTPUT
    }

    /**
     * Where the record was, {@code topic/partition/offset}; nothing where it had left the edge of
     * the job.
     */
    public Optional<String> place() {
        return topic.isEmpty()
                ? Optional.empty()
                : Optional.of(topic + "/" + partition + "/" + offset);
    }

    /** A dead letter from within the job, where the original bytes are gone. */
    public static DeadLetter within(
            String stage, Reason reason, String detail, String entityKey, long deadAtMs) {
        return new DeadLetter(
                "",
                -1,
                -1,
                -1,
                entityKey.getBytes(StandardCharsets.UTF_8),
                null,
                -1,
                "",
                List.of(),
                stage,
                reason,
                detail,
                deadAtMs);
    }

    /** For logs: neither its bytes nor its detail, which may hold identifiers. */
    @Override
    public String toString() {
        return "DeadLetter["
                + place().orElse(stage)
                + ", "
                + reason
                + ", "
                + valueLength
                + " bytes]";
    }
}
