// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.cli.kafka.TopicReader;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.schema.WireFormatException;
import dev.sluice.stream.decision.DecisionFormat;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.registry.InputFormats;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the topic of the decisions has of one event, as far as the topic went when the search began.
 *
 * @param records records that were looked at
 * @param unreadable records that hold the id and are no decisions that this version can read
 * @param found the decisions on the event, those that stand last
 */
public record DecisionSearch(long records, long unreadable, List<Case> found) {

    /** A decision and where it is. */
    private record Placed(Decision decision, long writtenMs, String place) {}

    /** Copies the list. */
    public DecisionSearch {
        found = List.copyOf(found);
    }

    /**
     * Looks through all records of the topic that are committed.
     *
     * @throws IOException if the topic does not exist, or the cluster does not answer
     */
    public static DecisionSearch of(KafkaConfig kafka, InputFormats formats, String eventId)
            throws IOException {
        Matches matches =
                new Matches(
                        eventId,
                        new DecisionFormat(formats.open(dev.sluice.schema.Decision.class)));
        // a decision of an aborted transaction was never made, whatever the guarantee
        long records =
                TopicReader.read(
                        kafka,
                        kafka.decisionsTopic(),
                        IsolationLevel.READ_COMMITTED,
                        matches::look);
        matches.placed.sort(
                Comparator.comparingInt((Placed each) -> each.decision().revision())
                        .thenComparingLong(Placed::writtenMs));
        return new DecisionSearch(
                records,
                matches.unreadable,
                matches.placed.stream()
                        .map(each -> Case.read(each.place(), each.decision()))
                        .toList());
    }

    /** What a search has come upon so far. */
    private static final class Matches {

        private final String eventId;
        private final byte[] bytes;
        private final DecisionFormat format;
        private final List<Placed> placed = new ArrayList<>();
        private long unreadable;

        Matches(String eventId, DecisionFormat format) {
            this.format = format;
            this.eventId = eventId;
            this.bytes = eventId.getBytes(StandardCharsets.UTF_8);
        }

        void look(ConsumerRecord<byte[], byte[]> record) {
            // most records are of other events, and need not be decoded to know it
            if (record.value() == null || !contains(record.value(), bytes)) {
                return;
            }
            try {
                Decision decision = format.decode(record.value());
                if (decision.eventId().equals(eventId)) {
                    placed.add(new Placed(decision, record.timestamp(), place(record)));
                }
            } catch (WireFormatException e) {
                unreadable++;
            }
        }

        private static String place(ConsumerRecord<byte[], byte[]> record) {
            return "partition "
                    + record.partition()
                    + ", offset "
                    + record.offset()
                    + ", written "
                    + Instant.ofEpochMilli(record.timestamp());
        }
    }

    static boolean contains(byte[] all, byte[] part) {
        for (int from = 0; from <= all.length - part.length; from++) {
            int same = 0;
            while (same < part.length && all[from + same] == part[same]) {
                same++;
            }
            if (same == part.length) {
                return true;
            }
        }
        return false;
    }
}
