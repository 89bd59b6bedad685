// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.demo;

import dev.sluice.cli.kafka.TopicReader;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.schema.WireFormatException;
import dev.sluice.stream.decision.DecisionFormat;
import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.kafka.common.IsolationLevel;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What a consumer of the decisions topic ends with: of each event the highest revision. */
public final class Ledger {

    private final Map<String, Decision> byEvent;
    private final long repeated;

    private Ledger(Map<String, Decision> byEvent, long repeated) {
        this.byEvent = byEvent;
        this.repeated = repeated;
    }

    /** Reads the decisions topic to its end. */
    static Ledger of(KafkaConfig kafka) throws IOException {
        Map<String, Decision> byEvent = new HashMap<>();
        DecisionFormat format = new DecisionFormat();
        long records =
                TopicReader.read(
                        kafka,
                        kafka.decisionsTopic(),
                        IsolationLevel.READ_COMMITTED,
                        record -> {
                            Decision decision = decode(format, record.value());
                            byEvent.merge(
                                    decision.eventId(),
                                    decision,
                                    (a, b) -> a.revision() >= b.revision() ? a : b);
                        });
        return new Ledger(byEvent, records - byEvent.size());
    }

    /** The decisions, one an event, in no order. */
    public Collection<Decision> decisions() {
        return Collections.unmodifiableCollection(byEvent.values());
    }

    /**
     * Decisions on the events of a range of event time, sorted by (event time, event id).
     *
     * @param from time of the first event
     * @param to time after the last event
     */
    public List<Decision> between(Instant from, Instant to) {
        return sorted(
                decision ->
                        decision.eventTimeMs() >= from.toEpochMilli()
                                && decision.eventTimeMs() < to.toEpochMilli());
    }

    /** All decisions, sorted by (event time, event id). */
    public List<Decision> sorted() {
        return sorted(decision -> true);
    }

    /** Records on the topic beyond one an event: none, without a failure. */
    long repeated() {
        return repeated;
    }

    private List<Decision> sorted(Predicate<Decision> wanted) {
        return byEvent.values().stream()
                .filter(wanted)
                .sorted(
                        Comparator.comparingLong(Decision::eventTimeMs)
                                .thenComparing(Decision::eventId))
                .toList();
    }

    private static Decision decode(DecisionFormat format, byte[] value) {
        try {
            return format.decode(value);
        } catch (WireFormatException e) {
            throw new IllegalStateException("A decision cannot be read: " + e.getMessage(), e);
        }
    }
}
