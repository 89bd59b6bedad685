// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.deadletter;

import dev.sluice.cli.kafka.SourceRecord;
import dev.sluice.cli.kafka.TransactionalProducer;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.stream.deadletter.ValueHash;
import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sends the records of dead letters again, to the topic that they came from.
 *
 * <p>A record and the {@link ReplayMark} of its letter are written in one transaction, and only one
 * replay at a time can write to a topic of dead letters: so a record is sent once, however often it
 * is asked for and wherever it is interrupted.
 */
public final class Replay {

    /** Header of a record that was sent again: id of its letter. */
    private static final String REPLAY_OF = "sluice.replay-of";

    private static final int TRANSACTION = 500;

    private final DeadLetterTopic letters;
    private final KafkaConfig kafka;
    private final Clock clock;

    /** A replay of letters of a topic. */
    public Replay(DeadLetterTopic letters, Clock clock) {
        this.letters = letters;
        this.kafka = letters.kafka();
        this.clock = clock;
    }

    /**
     * What became of the letters that were meant.
     *
     * @param sent records that were sent
     * @param before letters whose records had been sent before
     * @param withinTheJob letters of what had no record of its own any more
     * @param cut letters that have a part of their record only, which is gone from its topic too
     */
    public record Result(
            long sent, List<String> before, List<String> withinTheJob, List<String> cut) {}

    /**
     * Sends records.
     *
     * @throws IOException if a topic does not exist, the cluster does not answer, or another replay
     *     took over; what was sent until then stays, and the same replay again goes on from there
     */
    public Result run(LetterFilter filter) throws IOException {
        String transactions = "sluice-replay-" + kafka.deadLettersTopic();
        try (TransactionalProducer producer = TransactionalProducer.of(kafka, transactions)) {
            // read once nobody else can write any more
            List<String> before = new ArrayList<>();
            List<String> within = new ArrayList<>();
            Set<String> wanted = new HashSet<>();
            for (StoredLetter stored : LetterIndex.read(letters, filter).letters()) {
                if (!stored.isReplayable()) {
                    within.add(stored.id());
                } else if (stored.replayedAt().isPresent()) {
                    before.add(stored.id());
                } else {
                    wanted.add(stored.id());
                }
            }
            Sender sender = new Sender(producer, wanted);
            if (!wanted.isEmpty()) {
                letters.read(sender);
            }
            producer.finish();
            return new Result(
                    sender.sent, List.copyOf(before), List.copyOf(within), List.copyOf(sender.cut));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private final class Sender implements DeadLetterTopic.Visitor {

        private final TransactionalProducer producer;
        private final Set<String> wanted;
        private final List<String> cut = new ArrayList<>();
        private long sent;

        Sender(TransactionalProducer producer, Set<String> wanted) {
            this.producer = producer;
            this.wanted = wanted;
        }

        @Override
        public void letter(String id, DeadLetter letter) {
            if (!wanted.remove(id)) {
                return;
            }
            try {
                Optional<ProducerRecord<byte[], byte[]>> record = record(id, letter);
                if (record.isEmpty()) {
                    cut.add(id);
                    return;
                }
                Instant now = clock.instant();
                producer.send(record.get());
                producer.send(ReplayMark.of(kafka.deadLettersTopic(), id, now));
                sent++;
                if (sent % TRANSACTION == 0) {
                    producer.commit();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void replayed(String id, Instant at) {}

        @Override
        public void unreadable() {}
    }

    /** The record as it was, from its topic where the letter has but a part of it. */
    private Optional<ProducerRecord<byte[], byte[]>> record(String id, DeadLetter letter)
            throws IOException {
        int length = letter.value() == null ? -1 : letter.value().length;
        List<Header> headers = new ArrayList<>();
        if (length == letter.valueLength()) {
            for (DeadLetter.Header header : letter.headers()) {
                headers.add(new RecordHeader(header.name(), header.value()));
            }
            return Optional.of(record(id, letter, letter.key(), letter.value(), headers));
        }
        // a topic that was made anew has other records at the same offsets
        return SourceRecord.read(kafka, letter.topic(), letter.partition(), letter.offset())
                .filter(
                        source ->
                                source.value() != null
                                        && ValueHash.of(source.value())
                                                .equals(letter.valueSha256()))
                .map(
                        source -> {
                            source.headers().forEach(headers::add);
                            return record(id, letter, source.key(), source.value(), headers);
                        });
    }

    private static ProducerRecord<byte[], byte[]> record(
            String id, DeadLetter letter, byte[] key, byte[] value, List<Header> headers) {
        headers.removeIf(header -> header.key().equals(REPLAY_OF));
        headers.add(new RecordHeader(REPLAY_OF, id.getBytes(StandardCharsets.UTF_8)));
        return new ProducerRecord<>(letter.topic(), null, null, key, value, headers);
    }
}
