// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.demo;

import dev.sluice.cli.kafka.TopicReader;
import dev.sluice.decisioning.alarm.Alarm;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.WireFormat;
import dev.sluice.schema.WireFormatException;
import dev.sluice.stream.decision.AlarmFormat;
import dev.sluice.stream.decision.DeadLetterFormat;
import dev.sluice.stream.ingest.EventAdapter;
import dev.sluice.stream.ingest.RejectedEventException;
import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.IsolationLevel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/** Counts what is on the topics, the way a consumer would: nothing of it is the job's own count. */
final class Tally {

    private final Ledger ledger;
    private final long deadLetters;
    private final long repeatedEvents;
    private final Map<String, Alarm> alarms;

    private Tally(Ledger ledger, long deadLetters, long repeatedEvents, Map<String, Alarm> alarms) {
        this.ledger = ledger;
        this.deadLetters = deadLetters;
        this.repeatedEvents = repeatedEvents;
        this.alarms = alarms;
    }

    /** Reads the topics of events, decisions, alarms and dead letters to their ends. */
    static Tally of(KafkaConfig kafka, EventAdapter<?, ?> events) throws IOException {
        return new Tally(
                Ledger.of(kafka), deadEvents(kafka), repeatedEvents(kafka, events), alarms(kafka));
    }

    /** What was decided. */
    Ledger ledger() {
        return ledger;
    }

    /** Events among the dead letters, each once: labels and control messages are no events. */
    private static long deadEvents(KafkaConfig kafka) throws IOException {
        DeadLetterFormat format = new DeadLetterFormat();
        Set<String> events = new HashSet<>();
        TopicReader.read(
                kafka,
                kafka.deadLettersTopic(),
                IsolationLevel.READ_COMMITTED,
                record -> {
                    DeadLetter letter = decode(format, record.value());
                    if (letter.topic().isEmpty()) {
                        events.add(letter.detail());
                    } else if (letter.topic().equals(kafka.eventsTopic())) {
                        events.add(letter.partition() + "/" + letter.offset());
                    }
                });
        return events.size();
    }

    long decisions() {
        return ledger.decisions().size();
    }

    long decisions(DecisionSource source) {
        return count(decision -> decision.source() == source);
    }

    /** Records on the decision topic beyond one an event: none, without a failure. */
    long repeatedDecisions() {
        return ledger.repeated();
    }

    long escalated() {
        return count(decision -> !decision.appraisal().escalation().isEmpty());
    }

    long deadLetters() {
        return deadLetters;
    }

    /** Events whose id was on the topic before. */
    long duplicates() {
        return repeatedEvents;
    }

    /** Number of fallbacks and of refusals by the budget, by reason. */
    Map<String, Long> reasons() {
        Map<String, Long> reasons = new TreeMap<>();
        ledger.decisions()
                .forEach(d -> reasons.merge(d.source() + " " + d.reason(), 1L, Long::sum));
        return reasons;
    }

    /** Number of alarms by kind and status, as a consumer ends with them. */
    Map<String, Long> alarmsByStatus() {
        Map<String, Long> counts = new TreeMap<>();
        alarms.values()
                .forEach(alarm -> counts.merge(alarm.kind() + " " + alarm.status(), 1L, Long::sum));
        return counts;
    }

    /** Number of decisions by outcome. */
    Map<String, Long> outcomes() {
        Map<String, Long> outcomes = new TreeMap<>();
        ledger.decisions()
                .forEach(d -> outcomes.merge(d.verdict().outcome().name(), 1L, Long::sum));
        return outcomes;
    }

    /** Mean number of passes of a deep decision. */
    double meanPasses() {
        return ledger.decisions().stream()
                .filter(decision -> decision.source() == DecisionSource.DEEP)
                .mapToInt(decision -> decision.effort().passesUsed())
                .average()
                .orElse(0);
    }

    /** Deep decisions worth a look: the surest alarm, the surest all-clear, the longest thought. */
    List<Decision> examples() {
        Comparator<Decision> probability =
                Comparator.comparingDouble((Decision d) -> d.verdict().probability())
                        .thenComparing(Decision::eventId);
        Comparator<Decision> passes =
                Comparator.comparingInt((Decision d) -> d.effort().passesUsed())
                        .thenComparing(d -> d.verdict().high() - d.verdict().low())
                        .thenComparing(Decision::eventId);
        List<Decision> examples = new ArrayList<>();
        for (Comparator<Decision> order : List.of(probability, probability.reversed(), passes)) {
            best(order, examples).ifPresent(examples::add);
        }
        return examples;
    }

    private Optional<Decision> best(Comparator<Decision> order, List<Decision> taken) {
        return ledger.decisions().stream()
                .filter(decision -> decision.source() == DecisionSource.DEEP)
                .filter(decision -> !taken.contains(decision))
                .max(order);
    }

    private long count(Predicate<Decision> predicate) {
        return ledger.decisions().stream().filter(predicate).count();
    }

    private static <T> T decode(WireFormat<T> format, byte[] value) {
        try {
            return format.decode(value);
        } catch (WireFormatException e) {
            throw new IllegalStateException("A record cannot be read: " + e.getMessage(), e);
        }
    }

    private static Map<String, Alarm> alarms(KafkaConfig kafka) throws IOException {
        AlarmFormat format = new AlarmFormat();
        Map<String, Alarm> byId = new HashMap<>();
        TopicReader.read(
                kafka,
                kafka.alarmsTopic(),
                IsolationLevel.READ_COMMITTED,
                record -> {
                    Alarm alarm = decode(format, record.value());
                    byId.merge(
                            alarm.alarmId(), alarm, (a, b) -> a.revision() >= b.revision() ? a : b);
                });
        return byId;
    }

    private static <R extends SpecificRecord, E> long repeatedEvents(
            KafkaConfig kafka, EventAdapter<R, E> events) throws IOException {
        WireFormat<R> format = AvroWireFormat.of(events.recordType());
        Set<String> ids = new HashSet<>();
        LongAdder repeated = new LongAdder();
        TopicReader.read(
                kafka,
                kafka.eventsTopic(),
                IsolationLevel.READ_COMMITTED,
                record -> {
                    Optional<String> id = eventId(format, events, record.value());
                    if (id.isPresent() && !ids.add(id.get())) {
                        repeated.increment();
                    }
                });
        return repeated.sum();
    }

    /** The id of an event, or nothing if it cannot be read: then it is among the dead letters. */
    private static <R extends SpecificRecord, E> Optional<String> eventId(
            WireFormat<R> format, EventAdapter<R, E> events, byte[] value) {
        try {
            return Optional.of(events.eventId(events.adapt(format.decode(value))));
        } catch (WireFormatException | RejectedEventException e) {
            return Optional.empty();
        }
    }
}
