// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.deadletter;

import dev.sluice.cli.kafka.TopicReader;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.schema.RegistryUnavailableException;
import dev.sluice.schema.WireFormatException;
import dev.sluice.stream.decision.DeadLetterFormat;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.registry.InputFormats;
import dev.sluice.stream.registry.RegistryConfig;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The topic of dead letters, read from its start to where it ends.
 *
 * @param kafka cluster
 * @param formats how its records are framed
 */
public record DeadLetterTopic(KafkaConfig kafka, InputFormats formats) {

    /**
     * The topic of a job.
     *
     * @throws RegistryUnavailableException if there is a schema registry that does not answer
     */
    public static DeadLetterTopic of(KafkaConfig kafka, Optional<RegistryConfig> registry) {
        return new DeadLetterTopic(
                kafka, InputFormats.of(registry, List.of(kafka.deadLettersTopic())));
    }

    /** Hears of what is on the topic; of a partition in its order. */
    interface Visitor {

        /**
         * A letter.
         *
         * @param id where the refused record was; where that is lost, where the letter is
         */
        void letter(String id, DeadLetter letter);

        /** The record of an earlier letter was sent again. */
        void replayed(String id, Instant at);

        /** A record that is no dead letter. */
        void unreadable();
    }

    /**
     * Reads the topic.
     *
     * @return number of its records
     * @throws IOException if the topic does not exist, or the cluster does not answer
     */
    long read(Visitor visitor) throws IOException {
        DeadLetterFormat format =
                new DeadLetterFormat(formats.open(dev.sluice.schema.DeadLetter.class));
        return TopicReader.read(
                kafka,
                kafka.deadLettersTopic(),
                IsolationLevel.READ_COMMITTED,
                record -> visit(record, format, visitor));
    }

    private static void visit(
            ConsumerRecord<byte[], byte[]> record, DeadLetterFormat format, Visitor visitor) {
        Optional<Instant> replayed = ReplayMark.at(record);
        if (replayed.isPresent()) {
            visitor.replayed(new String(record.key(), StandardCharsets.UTF_8), replayed.get());
        } else if (record.value() == null) {
            visitor.unreadable();
        } else {
            try {
                DeadLetter letter = format.decode(record.value());
                visitor.letter(letter.place().orElseGet(() -> placeOf(record)), letter);
            } catch (WireFormatException e) {
                visitor.unreadable();
            }
        }
    }

    private static String placeOf(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "/" + record.partition() + "/" + record.offset();
    }
}
