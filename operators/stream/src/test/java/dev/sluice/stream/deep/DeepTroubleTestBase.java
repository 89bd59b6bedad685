// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.GuardConfig;
import dev.sluice.decisioning.deep.QueueConfig;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.EscalationReason;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.ManualClock;
import dev.sluice.testing.TestEvents;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import static org.awaitility.Awaitility.await;

/**
 * Whatever the model does, every escalation is answered, once, and the task's thread goes on: the
 * clock, the models and the operator that the tests of it share.
 */
@Timeout(120)
abstract class DeepTroubleTestBase {

    private static final long OPENED = 1_000_000;
    static final Duration HANG = Duration.ofSeconds(10);
    static final Duration PAUSE = Duration.ofSeconds(5);
    static final int FAILURES = 5;

    final ManualClock clock = new ManualClock(OPENED);
    final FakeModels models = new FakeModels();
    final Semaphore batches = new Semaphore(0);
    final CountDownLatch released = new CountDownLatch(1);

    DeepHarness harness;

    @AfterEach
    void close() throws Exception {
        batches.release(1_000_000);
        released.countDown();
        if (harness != null) {
            harness.cancel();
        }
    }

    /** The pause passes, and a new worker has opened its model. */
    void takeOver(int asked) {
        await().pollInterval(Duration.ofMillis(2))
                .until(
                        () -> {
                            clock.advance(PAUSE);
                            return models.asked() >= asked;
                        });
    }

    /** Sends a record once the worker, whose model is open, has taken over. */
    void probe(String id) throws Exception {
        await().until(() -> harness.gauge("deepWorkersServing") == 1);
        send(id, 1);
    }

    void open(DeepConfig config) throws Exception {
        harness = DeepHarness.of(models, config, clock).open();
    }

    void send(String id, double value) throws Exception {
        harness.send(escalation(id, EscalationReason.UNCERTAIN, value));
    }

    Escalation escalation(String id, EscalationReason reason, double value) {
        return TestEvents.valued(TestEvents.escalation(id, 0.1, 0.1, clock.nowMs()), reason, value);
    }

    static void awaitCalls(FakeModelBackend model, int asked) {
        await().until(() -> model.runs().size() >= asked);
    }

    static DeepConfig config(int queueCapacity, double auditShare) {
        return DeepConfig.DEFAULT
                .withDeadline(Duration.ZERO)
                .withQueue(new QueueConfig(queueCapacity, auditShare, Duration.ZERO))
                .withGuard(new GuardConfig(HANG, FAILURES, PAUSE))
                .withMaxBatchRows(64);
    }
}
