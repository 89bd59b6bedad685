// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.Pace;
import dev.sluice.fraud.CardTransaction;

import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/** Sends a steady load to a running job for as long as is wanted, and keeps nothing of it. */
final class SoakRun {

    private static final long LOOK_MILLIS = 50;
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(60);

    private SoakRun() {}

    /** Returns when all is decided, or nothing more can be expected. */
    static void of(VariantRun run, InputTopics inputs, String topic, Plan plan, Soak soak)
            throws Exception {
        run.awaitRunning();
        send(inputs, topic, plan, soak);
        long end = System.nanoTime() + DRAIN_NANOS;
        while (run.decisions() < plan.events() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private static void send(InputTopics inputs, String topic, Plan plan, Soak soak)
            throws IOException, InterruptedException {
        Iterator<CardTransaction> transactions = plan.stream().transactions().get();
        BenchRecord record = new BenchRecord(topic);
        Pace pace = Pace.perSecond(soak.perSecond());
        int looked = 0;
        try (EventProducer producer = inputs.producer()) {
            for (int number = 0; number < plan.events(); number++) {
                pace.await();
                producer.send(record.of(number, transactions.next()));
                int due = (int) ((number + 1L) * soak.looks() / plan.events());
                if (due > looked) {
                    looked = due;
                    soak.watcher().look(due, (number + 1) / soak.perSecond());
                }
            }
            producer.flush();
        }
    }
}
