// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.Pace;
import dev.sluice.fraud.CardTransaction;
import dev.sluice.stream.kafka.KafkaConfig;

import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Sends a steady load from a thread of its own for as long as something lasts. */
final class SteadyRun implements Steady.Running {

    private static final long LOOK_MILLIS = 50;
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(120);

    private final VariantRun run;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile boolean ended;

    private SteadyRun(VariantRun run) {
        this.run = run;
    }

    /**
     * Returns when all that was sent is decided, or nothing more can be expected; with how many
     * those were.
     */
    static long of(
            VariantRun run,
            InputTopics inputs,
            String topic,
            Plan plan,
            double perSecond,
            Steady<?> steady)
            throws Exception {
        run.awaitRunning();
        SteadyRun load = new SteadyRun(run);
        Thread sender =
                new Thread(() -> load.send(inputs, topic, plan, perSecond), "sluice-steady-load");
        sender.setDaemon(true);
        sender.start();
        try {
            steady.run(load);
        } finally {
            load.ended = true;
            sender.join();
        }
        long end = System.nanoTime() + DRAIN_NANOS;
        while (load.decisions() < load.sent() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return load.sent();
    }

    @Override
    public KafkaConfig kafka() {
        return run.kafka();
    }

    @Override
    public long decisions() throws Exception {
        Exception failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return run.decisions();
    }

    @Override
    public long sent() {
        return sent.get();
    }

    private void send(InputTopics inputs, String topic, Plan plan, double perSecond) {
        Iterator<CardTransaction> transactions = plan.stream().transactions().get();
        BenchRecord record = new BenchRecord(topic);
        Pace pace = Pace.perSecond(perSecond);
        try (EventProducer producer = inputs.producer()) {
            for (int number = 0; !ended && transactions.hasNext(); number++) {
                pace.await();
                producer.send(record.of(number, transactions.next()));
                sent.incrementAndGet();
            }
            producer.flush();
        } catch (Exception e) {
            failure.set(e);
        }
    }
}
