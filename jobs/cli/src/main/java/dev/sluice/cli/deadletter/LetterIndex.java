// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.deadletter;

import dev.sluice.decisioning.event.DeadLetter;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which letters are on the topic, each once: a job that was restarted may have written one twice.
 *
 * @param letters those that are meant, without the bytes of their records
 * @param records records of the topic
 * @param unreadable records that are no dead letters
 */
public record LetterIndex(List<StoredLetter> letters, long records, long unreadable) {

    /** Copies the list. */
    public LetterIndex {
        letters = List.copyOf(letters);
    }

    /**
     * Reads the topic.
     *
     * @throws IOException if the topic does not exist, or the cluster does not answer
     */
    public static LetterIndex read(DeadLetterTopic topic, LetterFilter filter) throws IOException {
        Collector collector = new Collector(filter);
        long records = topic.read(collector);
        return new LetterIndex(
                List.copyOf(collector.letters.values()), records, collector.unreadable);
    }

    private static final class Collector implements DeadLetterTopic.Visitor {

        private final LetterFilter filter;
        private final Map<String, StoredLetter> letters = new LinkedHashMap<>();
        private long unreadable;

        Collector(LetterFilter filter) {
            this.filter = filter;
        }

        @Override
        public void letter(String id, DeadLetter letter) {
            if (filter.matches(id, letter)) {
                letters.putIfAbsent(id, new StoredLetter(id, bare(letter), Optional.empty()));
            }
        }

        @Override
        public void replayed(String id, Instant at) {
            letters.computeIfPresent(
                    id, (same, known) -> new StoredLetter(id, known.letter(), Optional.of(at)));
        }

        @Override
        public void unreadable() {
            unreadable++;
        }

        /** There may be millions, and records of a megabyte among them. */
        private static DeadLetter bare(DeadLetter letter) {
            return new DeadLetter(
                    letter.topic(),
                    letter.partition(),
                    letter.offset(),
                    letter.kafkaTimestampMs(),
                    null,
                    null,
                    letter.valueLength(),
                    letter.valueSha256(),
                    List.of(),
                    letter.stage(),
                    letter.reason(),
                    letter.detail(),
                    letter.deadAtMs());
        }
    }
}
