// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.DeepEngine;
import dev.sluice.decisioning.deep.QueueConfig;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.inference.InferenceException;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.ManualClock;
import dev.sluice.testing.TestEvents;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(120)
class DeepInferenceFunctionTest {

    private static final long OPENED = 1_000_000;
    private static final TypeInformation<Flow<Escalation>> INPUT =
            TypeInformation.of(new TypeHint<>() {});

    private final ManualClock clock = new ManualClock(OPENED);

    /** How many batches may run; the model waits for one before each. */
    private final Semaphore batches = new Semaphore(0);

    private FakeModelBackend model = FakeModelBackend.deep(TestEvents.FEATURES, TestEvents.CONTEXT);
    private DeepConfig config = config(250, 100);
    private OneInputStreamOperatorTestHarness<Flow<Escalation>, Decision> harness;

    @AfterEach
    void close() throws Exception {
        batches.release(1_000_000);
        if (harness != null) {
            harness.close();
        }
    }

    @Test
    void decidesToTheBitAsTheBacktestDoes() throws Exception {
        long seed = 11;
        Random random = new Random(seed);
        List<Escalation> escalations = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            escalations.add(
                    TestEvents.escalation(
                            "event-" + i,
                            random.nextBoolean() ? 0.1 : 0.45 + random.nextFloat() / 10,
                            random.nextFloat(),
                            OPENED));
        }
        open();
        for (Escalation escalation : escalations) {
            send(escalation);
        }
        awaitDecisions(90);

        assertThat(byId(decisions()))
                .as("seed %d", seed)
                .isEqualTo(
                        byId(
                                DeepEngine.judgeAll(
                                        FakeModelBackend.deep(
                                                TestEvents.FEATURES, TestEvents.CONTEXT),
                                        TestEvents.POLICY,
                                        config,
                                        escalations)));
        assertThat(decisions()).extracting(Decision::source).containsOnly(DecisionSource.DEEP);
        assertThat(clock.scheduled()).as("deadlines that were not called off").isZero();
    }

    @Test
    void answersAControlMessageWithNothing() throws Exception {
        open();
        harness.processElement(
                new StreamRecord<>(
                        Flow.control(new ControlMessage(ControlMessage.Kind.GATE_MODE, "off", 1))));
        send(TestEvents.escalation("a", 0.1, 0.1, OPENED));
        harness.endInput();

        assertThat(decisions()).extracting(Decision::eventId).containsExactly("a");
    }

    @Test
    void fallsBackAtTheDeadlineWhileTheModelHangs() throws Exception {
        holdTheModel();
        open();
        send(TestEvents.escalation("in-flight", 0.1, 0.1, OPENED));
        awaitBatches(1);
        send(TestEvents.escalation("queued", 0.1, 0.1, OPENED));
        clock.advance(Duration.ofMillis(249));
        drain();
        assertThat(decisions()).isEmpty();

        clock.advance(Duration.ofMillis(1));
        awaitDecisions(2);

        assertThat(decisions()).extracting(Decision::reason).containsOnly(DecisionReason.DEADLINE);
        assertThat(decisions()).extracting(Decision::source).containsOnly(DecisionSource.FALLBACK);
        assertThat(decisions()).extracting(Decision::trace).containsOnly(List.of());

        batches.release(1_000_000);
        send(TestEvents.escalation("later", 0.1, 0.1, clock.nowMs()));
        harness.endInput();

        assertThat(decisions())
                .extracting(Decision::eventId)
                .as("each answered once")
                .containsExactlyInAnyOrder("in-flight", "queued", "later");
        assertThat(byId(decisions()).get("later").source()).isEqualTo(DecisionSource.DEEP);
    }

    @Test
    void tellsThePassesSoFarAtTheDeadline() throws Exception {
        holdTheModel();
        open();
        batches.release(3);
        send(TestEvents.escalation("hard", 0.5, 0.9, OPENED));
        // the fourth batch waits, so encode and two rounds are done
        awaitBatches(4);
        clock.advance(Duration.ofMillis(250));
        awaitDecisions(1);

        Decision decision = decisions().get(0);
        assertThat(decision.reason()).isEqualTo(DecisionReason.DEADLINE);
        assertThat(decision.verdict().probability()).isEqualTo(0.5);
        assertThat(decision.effort().passesUsed()).isEqualTo(8);
        assertThat(decision.effort().stopReason()).isEqualTo("deadline");
        assertThat(decision.trace()).hasSize(3);
    }

    @Test
    void countsTheDeadlineFromTheGate() throws Exception {
        holdTheModel();
        open();
        clock.advance(Duration.ofMillis(1000));
        send(TestEvents.escalation("late", 0.1, 0.1, clock.nowMs() - 200));
        send(TestEvents.escalation("too-late", 0.1, 0.1, clock.nowMs() - 250));
        awaitDecisions(1);
        assertThat(decisions()).extracting(Decision::eventId).containsExactly("too-late");

        clock.advance(Duration.ofMillis(50));
        awaitDecisions(2);

        assertThat(decisions()).extracting(Decision::reason).containsOnly(DecisionReason.DEADLINE);
    }

    @Test
    void neverWaitsLongerThanTheDeadlineForAGateWhoseClockIsAhead() throws Exception {
        holdTheModel();
        open();
        send(TestEvents.escalation("from-the-future", 0.1, 0.1, OPENED + 60_000));
        clock.advance(Duration.ofMillis(250));
        awaitDecisions(1);

        assertThat(decisions().get(0).reason()).isEqualTo(DecisionReason.DEADLINE);
    }

    @Test
    void waitsForEverWithoutADeadline() throws Exception {
        config = config(0, 100);
        holdTheModel();
        open();
        send(TestEvents.escalation("a", 0.1, 0.1, OPENED));
        clock.advance(Duration.ofDays(1));
        drain();
        assertThat(decisions()).isEmpty();

        batches.release(1_000_000);
        awaitDecisions(1);

        assertThat(decisions().get(0).source()).isEqualTo(DecisionSource.DEEP);
    }

    @Test
    void shedsAtOnceWhatFindsNoRoom() throws Exception {
        config = config(250, 2);
        holdTheModel();
        open();
        send(TestEvents.escalation("in-flight", 0.1, 0.1, OPENED));
        awaitBatches(1);
        for (int i = 0; i < 5; i++) {
            send(TestEvents.escalation("queued-" + i, 0.1, 0.1, OPENED));
        }
        awaitDecisions(3);

        assertThat(decisions())
                .extracting(Decision::eventId)
                .containsExactlyInAnyOrder("queued-2", "queued-3", "queued-4");
        assertThat(decisions()).extracting(Decision::reason).containsOnly(DecisionReason.SHED);

        // what the deadline answered leaves its room to others
        clock.advance(Duration.ofMillis(250));
        awaitDecisions(6);
        send(TestEvents.escalation("next", 0.1, 0.1, clock.nowMs()));
        drain();
        assertThat(decisions()).hasSize(6);
        batches.release(1_000_000);
        awaitDecisions(7);

        assertThat(byId(decisions()).get("next").source()).isEqualTo(DecisionSource.DEEP);
    }

    @Test
    void fallsBackOnAModelErrorAndRecovers() throws Exception {
        model.before(
                (signature, rows) -> {
                    throw new InferenceException("device lost", null);
                });
        open();
        send(TestEvents.escalation("a", 0.1, 0.1, OPENED));
        awaitDecisions(1);
        model.before((signature, rows) -> {});
        send(TestEvents.escalation("b", 0.1, 0.1, OPENED));
        awaitDecisions(2);

        assertThat(decisions())
                .extracting(Decision::reason)
                .containsExactly(DecisionReason.MODEL_ERROR, DecisionReason.UNCERTAIN);
    }

    @Test
    void fallsBackOnAnAnswerThatIsNoProbability() throws Exception {
        model.answering("probability", row -> new float[] {Float.NaN});
        open();
        send(TestEvents.escalation("a", 0.1, 0.1, OPENED));
        awaitDecisions(1);

        assertThat(decisions().get(0).reason()).isEqualTo(DecisionReason.BAD_OUTPUT);
        assertThat(decisions().get(0).source()).isEqualTo(DecisionSource.FALLBACK);
    }

    @Test
    void answersEverythingAlsoAfterItsWorkerDied() throws Exception {
        model.before(
                (signature, rows) -> {
                    throw new NoClassDefFoundError("engine");
                });
        open();
        send(TestEvents.escalation("a", 0.1, 0.1, OPENED));
        awaitDecisions(1);
        await().until(() -> model.isClosed());
        send(TestEvents.escalation("b", 0.1, 0.1, OPENED));
        awaitDecisions(2);

        assertThat(decisions())
                .extracting(Decision::reason)
                .containsOnly(DecisionReason.MODEL_ERROR);
    }

    @Test
    void closesUnderAWorkerThatHangsAndLeavesTheModelToIt() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        model.before((signature, rows) -> awaitDeafly(released));
        config = config(0, 100);
        open();
        send(TestEvents.escalation("a", 0.1, 0.1, OPENED));
        awaitBatches(1);
        // not harness.close(): the operator would wait for what is in flight
        harness.getOperator().close();
        assertThat(model.isClosed()).as("closed under a batch").isFalse();

        released.countDown();
        await().until(() -> model.isClosed());

        assertThat(decisions()).as("answered after the end").isEmpty();
        harness = null;
    }

    @Test
    void closesTheModelAtTheEnd() throws Exception {
        open();
        harness.close();
        harness = null;

        await().until(() -> model.isClosed());
    }

    @Test
    void releasesTheModelWhenItDoesNotFitTheStrategy() throws Exception {
        model = FakeModelBackend.firstPass(3);
        harness = harness();

        assertThatThrownBy(harness::open).hasMessageContaining("no signature 'encode'");
        assertThat(model.isClosed()).isTrue();
        harness = null;
    }

    @Test
    void runsAgainAfterARestoreWhatWasInFlightAndDecidesEqually() throws Exception {
        List<Escalation> escalations = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            escalations.add(TestEvents.escalation("event-" + i, 0.45, 0.9, OPENED));
        }
        // room for all of them once, but a queue for a few only
        config = config(250, 100);
        holdTheModel();
        open();
        batches.release(4);
        for (Escalation escalation : escalations) {
            send(escalation);
        }
        awaitBatches(5);
        drain();
        assertThat(decisions().size()).isLessThan(50);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        List<Decision> before = decisions();
        harness.getOperator().close();
        batches.release(1_000_000);

        // a long outage: the deadline of each has passed long ago
        clock.advance(Duration.ofHours(1));
        model = FakeModelBackend.deep(TestEvents.FEATURES, TestEvents.CONTEXT);
        config = config(250, 1);
        harness = harness();
        harness.initializeState(state);
        harness.open();
        awaitDecisions(50 - before.size());

        List<Decision> all = new ArrayList<>(before);
        all.addAll(decisions());
        assertThat(byId(all))
                .isEqualTo(
                        byId(
                                DeepEngine.judgeAll(
                                        FakeModelBackend.deep(
                                                TestEvents.FEATURES, TestEvents.CONTEXT),
                                        TestEvents.POLICY,
                                        config,
                                        escalations)));
    }

    @Test
    void armsTheDeadlineAnewAfterARestore() throws Exception {
        holdTheModel();
        open();
        send(TestEvents.escalation("a", 0.1, 0.1, OPENED));
        awaitBatches(1);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.getOperator().close();

        clock.advance(Duration.ofHours(1));
        model = FakeModelBackend.deep(TestEvents.FEATURES, TestEvents.CONTEXT);
        holdTheModel();
        harness = harness();
        harness.initializeState(state);
        harness.open();
        clock.advance(Duration.ofMillis(249));
        drain();
        assertThat(decisions()).isEmpty();
        clock.advance(Duration.ofMillis(1));
        awaitDecisions(1);

        assertThat(decisions().get(0).reason()).isEqualTo(DecisionReason.DEADLINE);
    }

    private void holdTheModel() {
        Semaphore permits = batches;
        model.before(
                (signature, rows) -> {
                    try {
                        permits.acquire();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new InferenceException("interrupted", e);
                    }
                });
    }

    /** Waits as native code does: an interrupt changes nothing. */
    private static void awaitDeafly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                // deaf
            }
        }
    }

    private void open() throws Exception {
        harness = harness();
        harness.open();
    }

    private OneInputStreamOperatorTestHarness<Flow<Escalation>, Decision> harness()
            throws Exception {
        FakeModelBackend opened = model;
        DeepInferenceFunction function =
                new DeepInferenceFunction(
                        loader -> opened,
                        TestEvents.POLICY,
                        config,
                        threadName -> new ManualDeadlines(clock));
        SerializerConfigImpl serializers = new SerializerConfigImpl();
        OneInputStreamOperatorTestHarness<Flow<Escalation>, Decision> created =
                new OneInputStreamOperatorTestHarness<>(
                        new AsyncWaitOperatorFactory<>(
                                function,
                                0,
                                DeepInferenceFunction.asyncCapacity(config),
                                AsyncDataStream.OutputMode.UNORDERED),
                        INPUT.createSerializer(serializers));
        created.setup(TypeInformation.of(Decision.class).createSerializer(serializers));
        return created;
    }

    private void send(Escalation escalation) throws Exception {
        harness.processElement(new StreamRecord<>(Flow.event(escalation), 1));
    }

    private List<Decision> decisions() {
        return harness.extractOutputValues();
    }

    private void awaitBatches(int asked) {
        await().until(() -> model.runs().size() >= asked);
    }

    private void awaitDecisions(int expected) {
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(2))
                .untilAsserted(
                        () -> {
                            drain();
                            assertThat(decisions()).hasSize(expected);
                        });
    }

    /** Does what the task's thread does between two records. */
    private void drain() throws Exception {
        Optional<Mail> mail = harness.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
        while (mail.isPresent()) {
            mail.get().run();
            mail = harness.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
        }
    }

    private static Map<String, Decision> byId(List<Decision> decisions) {
        Map<String, Decision> byId = new HashMap<>();
        for (Decision decision : decisions) {
            assertThat(byId.put(decision.eventId(), TestEvents.withoutTimings(decision)))
                    .as("decided once")
                    .isNull();
        }
        return byId;
    }

    private static DeepConfig config(long deadlineMs, int queueCapacity) {
        return DeepConfig.DEFAULT
                .withDeadline(Duration.ofMillis(deadlineMs))
                .withQueue(QueueConfig.DEFAULT.withCapacity(queueCapacity))
                .withMaxBatchRows(64);
    }

    /** Deadlines that pass when the test moves the clock. */
    private record ManualDeadlines(ManualClock clock) implements Deadlines {

        @Override
        public long nowMs() {
            return clock.nowMs();
        }

        @Override
        public Runnable schedule(long atMs, Runnable action) {
            return clock.schedule(atMs, action);
        }

        @Override
        public void close() {}
    }
}
