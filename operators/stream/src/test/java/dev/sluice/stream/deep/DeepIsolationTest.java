// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.GuardConfig;
import dev.sluice.decisioning.deep.QueueConfig;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.EscalationReason;
import dev.sluice.inference.InferenceException;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.ManualClock;
import dev.sluice.testing.TestEvents;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whatever the model does, every escalation is answered, once, and the task's thread goes on. */
@Timeout(120)
class DeepIsolationTest {

    private static final long OPENED = 1_000_000;
    private static final Duration HANG = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int FAILURES = 5;

    private final ManualClock clock = new ManualClock(OPENED);
    private final FakeModels models = new FakeModels();
    private final Semaphore batches = new Semaphore(0);
    private final CountDownLatch released = new CountDownLatch(1);

    private DeepHarness harness;

    @AfterEach
    void close() throws Exception {
        batches.release(1_000_000);
        released.countDown();
        if (harness != null) {
            harness.cancel();
        }
    }

    @Test
    void shedsTheLeastValuableWhoeverCameFirst() throws Exception {
        FakeModelBackend model = models.then(FakeModels.sound().hold(batches));
        open(config(3, 0));
        send("in-flight", 1);
        awaitCalls(model, 1);
        send("v4", 4);
        send("v1", 1);
        send("v2", 2);
        send("v8", 8);
        send("v0", 0);
        harness.awaitDecisions(2);
        assertThat(harness.byId()).containsOnlyKeys("v1", "v0");
        assertThat(harness.reasons()).isEqualTo(Map.of(DecisionReason.SHED, 2L));

        batches.release(1_000_000);
        harness.awaitDecisions(6);

        assertThat(harness.reasons())
                .isEqualTo(Map.of(DecisionReason.SHED, 2L, DecisionReason.UNCERTAIN, 4L));
    }

    @Test
    void keepsRoomForTheAuditSampleHoweverValuableTheRest() throws Exception {
        FakeModelBackend model = models.then(FakeModels.sound().hold(batches));
        open(config(4, 0.5));
        send("in-flight", 1);
        awaitCalls(model, 1);
        for (int i = 0; i < 4; i++) {
            send("dear-" + i, 1000);
            harness.send(escalation("audit-" + i, EscalationReason.AUDIT, 0.001));
        }
        harness.awaitDecisions(4);
        assertThat(harness.byId()).containsOnlyKeys("dear-2", "dear-3", "audit-2", "audit-3");

        batches.release(1_000_000);
        harness.awaitDecisions(9);

        assertThat(harness.reasons())
                .isEqualTo(
                        Map.of(
                                DecisionReason.SHED, 4L,
                                DecisionReason.AUDIT, 2L,
                                DecisionReason.UNCERTAIN, 3L));
    }

    @Test
    void givesUpAWorkerThatHangsAndLetsAFreshOneTakeOver() throws Exception {
        FakeModelBackend hanging = models.then(FakeModels.sound().hang(released));
        open(config(100, 0));
        send("held", 1);
        awaitCalls(hanging, 1);
        send("waiting", 1);
        clock.advance(HANG.minusMillis(1));
        harness.drain();
        assertThat(harness.decisions()).isEmpty();

        clock.advance(Duration.ofMillis(1));
        harness.awaitDecisions(2);

        assertThat(harness.reason("held")).isEqualTo(DecisionReason.DEVICE_LOST);
        assertThat(harness.reason("waiting")).isEqualTo(DecisionReason.CIRCUIT_OPEN);
        assertThat(harness.decisions())
                .extracting(Decision::source)
                .containsOnly(DecisionSource.FALLBACK);
        assertThat(hanging.isAbandoned()).isTrue();
        assertThat(hanging.isClosed()).as("closed under its call").isFalse();
        assertThat(harness.counter("deepWorkersLost")).isEqualTo(1);
        assertThat(harness.gauge("deepWorkersHanging")).isEqualTo(1);
        assertThat(harness.gauge("deepCircuitState")).isEqualTo(2);

        send("while-open", 1);
        harness.awaitDecisions(3);
        assertThat(harness.reason("while-open")).isEqualTo(DecisionReason.CIRCUIT_OPEN);

        takeOver(2);
        assertThat(models.threads().get(1))
                .isNotEqualTo(Thread.currentThread())
                .isNotEqualTo(models.threads().get(0));
        probe("probe");
        harness.awaitDecisions(4);
        send("after", 1);
        harness.awaitDecisions(5);

        assertThat(harness.reason("probe")).isEqualTo(DecisionReason.UNCERTAIN);
        assertThat(harness.reason("after")).isEqualTo(DecisionReason.UNCERTAIN);

        // what returns at last closes its model and changes nothing
        released.countDown();
        await().until(hanging::isClosed);
        await().until(() -> harness.gauge("deepWorkersHanging") == 0);
        send("last", 1);
        harness.awaitDecisions(6);
        assertThat(harness.byId()).as("each once").hasSize(6);
    }

    @Test
    void endsNoThreadThatHangsAndStartsNoMoreThanAFew() throws Exception {
        for (int i = 0; i < DeepGuard.MOST_ABANDONED; i++) {
            models.then(FakeModels.sound().hang(released));
        }
        open(config(100, 0));
        for (int i = 0; i < DeepGuard.MOST_ABANDONED; i++) {
            probe("held-" + i);
            awaitCalls(models.opened(i), 1);
            clock.advance(HANG);
            harness.awaitDecisions(i + 1);
            assertThat(harness.reason("held-" + i)).isEqualTo(DecisionReason.DEVICE_LOST);
            if (i < DeepGuard.MOST_ABANDONED - 1) {
                takeOver(i + 2);
            }
        }
        clock.advance(Duration.ofDays(1));
        send("in-vain", 1);
        harness.awaitDecisions(DeepGuard.MOST_ABANDONED + 1);
        assertThat(harness.reason("in-vain")).isEqualTo(DecisionReason.CIRCUIT_OPEN);
        assertThat(models.asked()).isEqualTo(DeepGuard.MOST_ABANDONED);
        assertThat(harness.gauge("deepWorkersHanging")).isEqualTo(DeepGuard.MOST_ABANDONED);

        released.countDown();
        await().until(() -> harness.gauge("deepWorkersHanging") == 0);
        takeOver(DeepGuard.MOST_ABANDONED + 1);
        probe("at-last");
        harness.awaitDecisions(DeepGuard.MOST_ABANDONED + 2);

        assertThat(harness.reason("at-last")).isEqualTo(DecisionReason.UNCERTAIN);
    }

    @Test
    void waitsForEverForACallIfItIsToldTo() throws Exception {
        FakeModelBackend slow = models.then(FakeModels.sound().hang(released));
        open(config(100, 0).withGuard(new GuardConfig(Duration.ZERO, FAILURES, PAUSE)));
        send("a", 1);
        awaitCalls(slow, 1);
        clock.advance(Duration.ofDays(1));
        harness.drain();
        assertThat(harness.decisions()).isEmpty();

        released.countDown();
        harness.awaitDecisions(1);

        assertThat(harness.reason("a")).isEqualTo(DecisionReason.UNCERTAIN);
    }

    @Test
    void replacesAWorkerThatDied() throws Exception {
        FakeModelBackend broken =
                models.then(
                        FakeModels.sound()
                                .before(
                                        (signature, rows) -> {
                                            throw new NoClassDefFoundError("engine");
                                        }));
        open(config(100, 0));
        send("held", 1);
        harness.awaitDecisions(1);
        await().until(broken::isClosed);
        send("while-open", 1);
        harness.awaitDecisions(2);

        assertThat(harness.reason("held")).isEqualTo(DecisionReason.MODEL_ERROR);
        assertThat(harness.reason("while-open")).isEqualTo(DecisionReason.CIRCUIT_OPEN);
        assertThat(harness.counter("deepWorkersLost")).isEqualTo(1);
        assertThat(harness.gauge("deepWorkersHanging")).isZero();

        takeOver(2);
        probe("after");
        harness.awaitDecisions(3);

        assertThat(harness.reason("after")).isEqualTo(DecisionReason.UNCERTAIN);
    }

    @Test
    void triesToOpenTheModelUntilItCan() throws Exception {
        models.then(FakeModels.sound().hang(released));
        open(config(100, 0));
        models.refuse(2);
        send("held", 1);
        awaitCalls(models.opened(0), 1);
        clock.advance(HANG);
        for (int asked = 2; asked <= 4; asked++) {
            int expected = asked;
            await().pollInterval(Duration.ofMillis(2))
                    .until(
                            () -> {
                                // plans the next try only after the last one has failed
                                clock.advance(PAUSE);
                                return models.asked() >= expected;
                            });
        }
        probe("after");
        harness.awaitDecisions(2);

        assertThat(harness.reason("after")).isEqualTo(DecisionReason.UNCERTAIN);
        assertThat(harness.counter("deepModelFailures")).isEqualTo(2);
    }

    @Test
    void leavesAModelAloneThatKeepsFailingAndProbesItAfterAPause() throws Exception {
        AtomicBoolean sound = new AtomicBoolean();
        FakeModelBackend model =
                models.then(
                        FakeModels.sound()
                                .before(
                                        (signature, rows) -> {
                                            if (!sound.get()) {
                                                throw new InferenceException("no memory", null);
                                            }
                                        }));
        open(config(100, 0));
        int failed = 0;
        while (harness.gauge("deepCircuitState") == 0) {
            send("failed-" + failed, 1);
            harness.awaitDecisions(++failed);
        }
        assertThat(failed).isBetween(1, FAILURES);
        assertThat(model.runs()).hasSizeGreaterThanOrEqualTo(FAILURES);
        int calls = model.runs().size();
        for (int i = 0; i < 10; i++) {
            send("while-open-" + i, 1);
        }
        harness.drain();
        assertThat(harness.reasons())
                .isEqualTo(
                        Map.of(
                                DecisionReason.MODEL_ERROR,
                                (long) failed,
                                DecisionReason.CIRCUIT_OPEN,
                                10L));
        assertThat(model.runs()).as("left alone").hasSize(calls);

        // the probe fails: another pause
        clock.advance(PAUSE);
        send("probe-1", 1);
        harness.awaitDecisions(failed + 11);
        assertThat(harness.reason("probe-1")).isEqualTo(DecisionReason.MODEL_ERROR);
        send("refused", 1);
        harness.awaitDecisions(failed + 12);
        assertThat(harness.reason("refused")).isEqualTo(DecisionReason.CIRCUIT_OPEN);
        assertThat(harness.counter("deepCircuitOpenings")).isEqualTo(2);

        // the probe succeeds: closed
        sound.set(true);
        clock.advance(PAUSE);
        send("probe-2", 1);
        harness.awaitDecisions(failed + 13);
        send("after", 1);
        harness.awaitDecisions(failed + 14);

        assertThat(harness.reason("probe-2")).isEqualTo(DecisionReason.UNCERTAIN);
        assertThat(harness.reason("after")).isEqualTo(DecisionReason.UNCERTAIN);
        assertThat(harness.gauge("deepCircuitState")).isZero();
        assertThat(models.asked()).as("the same model").isEqualTo(1);
    }

    @Test
    void letsOneRecordProbeAndAnotherOneIfItsDeadlinePassed() throws Exception {
        FakeModelBackend model =
                models.then(
                        FakeModels.sound()
                                .before(
                                        (signature, rows) -> {
                                            throw new InferenceException("no memory", null);
                                        }));
        open(config(100, 0).withDeadline(Duration.ofMillis(250)));
        int failed = 0;
        while (harness.gauge("deepCircuitState") == 0) {
            send("failed-" + failed, 1);
            harness.awaitDecisions(++failed);
        }
        model.hold(batches);
        int calls = model.runs().size();
        clock.advance(PAUSE);
        send("probe-1", 1);
        awaitCalls(model, calls + 1);
        send("too-many", 1);
        harness.awaitDecisions(failed + 1);
        assertThat(harness.reason("too-many")).isEqualTo(DecisionReason.CIRCUIT_OPEN);
        assertThat(harness.gauge("deepCircuitState")).isEqualTo(1);

        clock.advance(Duration.ofMillis(250));
        harness.awaitDecisions(failed + 2);
        assertThat(harness.reason("probe-1")).isEqualTo(DecisionReason.DEADLINE);
        clock.advance(PAUSE.minusMillis(250));
        send("probe-2", 1);
        batches.release(1_000_000);
        harness.awaitDecisions(failed + 3);

        assertThat(harness.reason("probe-2")).isEqualTo(DecisionReason.UNCERTAIN);
    }

    @Test
    void answersAllOfAMixWhileTheModelIsSlow() throws Exception {
        FakeModelBackend slow = models.then(FakeModels.sound().hold(batches));
        open(config(50, 0.1).withDeadline(Duration.ofMillis(250)));
        send("in-flight", 1);
        awaitCalls(slow, 1);
        for (int i = 0; i < 200; i++) {
            send("event-" + i, i);
        }
        harness.drain();
        assertThat(harness.reasons()).isEqualTo(Map.of(DecisionReason.SHED, 150L));
        clock.advance(Duration.ofMillis(250));
        harness.awaitDecisions(201);

        assertThat(harness.reasons())
                .isEqualTo(Map.of(DecisionReason.SHED, 150L, DecisionReason.DEADLINE, 51L));
        assertThat(harness.gauge("deepQueueLength")).as("answered, so gone").isZero();
        assertThat(harness.byId()).hasSize(201);
    }

    @Test
    void closesUnderWorkersThatHangAndWhileOneIsReplaced() throws Exception {
        FakeModelBackend hanging = models.then(FakeModels.sound().hang(released));
        open(config(100, 0));
        send("held", 1);
        awaitCalls(hanging, 1);
        clock.advance(HANG);
        harness.awaitDecisions(1);
        harness.cancel();
        // the timer thread may be in the middle of it
        clock.advance(PAUSE);
        await().until(() -> models.asked() == 2);
        await().until(() -> models.opened(1).isClosed());
        released.countDown();
        await().until(hanging::isClosed);

        assertThat(harness.decisions()).hasSize(1);
    }

    /** The pause passes, and a new worker has opened its model. */
    private void takeOver(int asked) {
        await().pollInterval(Duration.ofMillis(2))
                .until(
                        () -> {
                            clock.advance(PAUSE);
                            return models.asked() >= asked;
                        });
    }

    /** Sends a record once the worker, whose model is open, has taken over. */
    private void probe(String id) throws Exception {
        await().until(() -> harness.gauge("deepWorkersServing") == 1);
        send(id, 1);
    }

    private void open(DeepConfig config) throws Exception {
        harness = DeepHarness.of(models, config, clock).open();
    }

    private void send(String id, double value) throws Exception {
        harness.send(escalation(id, EscalationReason.UNCERTAIN, value));
    }

    private Escalation escalation(String id, EscalationReason reason, double value) {
        return TestEvents.valued(TestEvents.escalation(id, 0.1, 0.1, clock.nowMs()), reason, value);
    }

    private static void awaitCalls(FakeModelBackend model, int asked) {
        await().until(() -> model.runs().size() >= asked);
    }

    private static DeepConfig config(int queueCapacity, double auditShare) {
        return DeepConfig.DEFAULT
                .withDeadline(Duration.ZERO)
                .withQueue(new QueueConfig(queueCapacity, auditShare))
                .withGuard(new GuardConfig(HANG, FAILURES, PAUSE))
                .withMaxBatchRows(64);
    }
}
