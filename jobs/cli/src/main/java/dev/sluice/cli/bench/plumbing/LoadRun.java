// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.Pace;
import dev.sluice.cli.kafka.TopicReader;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.fraud.CardTransaction;
import dev.sluice.stream.decision.DecisionFormat;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Sends a load to a running job, and reads afterwards when its decisions were there. */
final class LoadRun {

    private static final long LOOK_MILLIS = 50;
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(15);

    /** When each event was due, microseconds since the epoch. */
    private final long[] dueMicros;

    private final Load load;
    private long latestSentNanos;

    private LoadRun(Load load) {
        this.load = load;
        this.dueMicros = new long[load.events()];
    }

    static LoadFigures of(VariantRun run, InputTopics inputs, String topic, Plan plan, Load load)
            throws Exception {
        LoadRun loadRun = new LoadRun(load);
        // made before: simulating would hold up the schedule
        List<ProducerRecord<byte[], byte[]>> records = records(topic, plan, load.events());
        run.awaitRunning();
        try (EventProducer producer = inputs.producer()) {
            loadRun.send(producer, records);
        }
        awaitDecisions(run, load.events());
        run.stop();
        return loadRun.figures(run);
    }

    private static List<ProducerRecord<byte[], byte[]>> records(
            String topic, Plan plan, int events) {
        BenchRecord record = new BenchRecord(topic);
        Iterator<CardTransaction> transactions = plan.stream().transactions().get();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(events);
        for (int number = 0; number < events; number++) {
            records.add(record.of(number, transactions.next()));
        }
        return records;
    }

    private void send(EventProducer producer, List<ProducerRecord<byte[], byte[]>> records)
            throws Exception {
        Pace pace = Pace.perSecond(load.perSecond());
        // what the two clocks differ by is the same in the whole run
        long offsetMicros = System.currentTimeMillis() * 1000 - System.nanoTime() / 1000;
        for (int number = 0; number < dueMicros.length; number++) {
            long due = pace.await();
            dueMicros[number] = offsetMicros + due / 1000;
            latestSentNanos = Math.max(latestSentNanos, System.nanoTime() - due);
            producer.send(records.get(number));
        }
        producer.flush();
    }

    private static void awaitDecisions(VariantRun run, int events) throws Exception {
        long end = System.nanoTime() + DRAIN_NANOS;
        while (run.decisions() < events && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private LoadFigures figures(VariantRun run) throws Exception {
        Latencies latencies = new Latencies();
        LongAdder fallbacks = new LongAdder();
        DecisionFormat format = new DecisionFormat();
        long decisions =
                TopicReader.read(
                        run.kafka(),
                        run.kafka().decisionsTopic(),
                        IsolationLevel.READ_COMMITTED,
                        record -> {
                            Decision decision = DeepTally.decision(format, record);
                            int number = Integer.parseInt(decision.eventId());
                            if (!load.counts(number)) {
                                return;
                            }
                            latencies.add(
                                    !decision.appraisal().escalation().isEmpty(),
                                    dueMicros[number],
                                    record.timestamp() * 1000);
                            if (decision.source() == DecisionSource.FALLBACK) {
                                fallbacks.increment();
                            }
                        });
        return new LoadFigures(
                dueMicros.length,
                decisions,
                decisions == dueMicros.length,
                latestSentNanos / 1e6,
                latencies.confident(),
                latencies.escalated(),
                fallbacks.sum());
    }
}
