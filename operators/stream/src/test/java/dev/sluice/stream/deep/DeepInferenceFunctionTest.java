// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.DeepJudge;
import dev.sluice.decisioning.deep.GuardConfig;
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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(120)
class DeepInferenceFunctionTest {

    private static final long OPENED = 1_000_000;

    private final ManualClock clock = new ManualClock(OPENED);

    /** How many batches may run; the model waits for one before each. */
    private final Semaphore batches = new Semaphore(0);

    private FakeModelBackend model = FakeModelBackend.deep(TestEvents.FEATURES, TestEvents.CONTEXT);
    private DeepConfig config = config(250, 100);
    private DeepHarness harness;

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
            harness.send(escalation);
        }
        harness.awaitDecisions(90);

        assertThat(harness.byId())
                .as("seed %d", seed)
                .isEqualTo(
                        DeepHarness.byId(
                                DeepJudge.judgeAll(
                                        FakeModelBackend.deep(
                                                TestEvents.FEATURES, TestEvents.CONTEXT),
                                        TestEvents.POLICY,
                                        config,
                                        escalations)));
        assertThat(harness.decisions())
                .extracting(Decision::source)
                .containsOnly(DecisionSource.DEEP);
        assertThat(clock.scheduled()).as("deadlines that were not called off").isZero();
    }

    @Test
    void answersAControlMessageWithNothing() throws Exception {
        open();
        harness.send(Flow.control(new ControlMessage(ControlMessage.Kind.GATE_MODE, "off", 1)));
        harness.send(TestEvents.escalation("a", 0.1, 0.1, OPENED));
        harness.endInput();

        assertThat(harness.decisions()).extracting(Decision::eventId).containsExactly("a");
    }

    @Test
    void fallsBackAtTheDeadlineWhileTheModelHangs() throws Exception {
        holdTheModel();
        open();
        harness.send(TestEvents.escalation("in-flight", 0.1, 0.1, OPENED));
        awaitBatches(1);
        harness.send(TestEvents.escalation("queued", 0.1, 0.1, OPENED));
        clock.advance(Duration.ofMillis(249));
        harness.drain();
        assertThat(harness.decisions()).isEmpty();

        clock.advance(Duration.ofMillis(1));
        harness.awaitDecisions(2);

        assertThat(harness.decisions())
                .extracting(Decision::reason)
                .containsOnly(DecisionReason.DEADLINE);
        assertThat(harness.decisions())
                .extracting(Decision::source)
                .containsOnly(DecisionSource.FALLBACK);
        assertThat(harness.decisions()).extracting(Decision::trace).containsOnly(List.of());

        batches.release(1_000_000);
        harness.send(TestEvents.escalation("later", 0.1, 0.1, clock.nowMs()));
        harness.endInput();

        assertThat(harness.decisions())
                .extracting(Decision::eventId)
                .as("each answered once")
                .containsExactlyInAnyOrder("in-flight", "queued", "later");
        assertThat(harness.byId().get("later").source()).isEqualTo(DecisionSource.DEEP);
    }

    @Test
    void tellsThePassesSoFarAtTheDeadline() throws Exception {
        holdTheModel();
        open();
        batches.release(3);
        harness.send(TestEvents.escalation("hard", 0.5, 0.9, OPENED));
        // the fourth batch waits, so encode and two rounds are done
        awaitBatches(4);
        clock.advance(Duration.ofMillis(250));
        harness.awaitDecisions(1);

        Decision decision = harness.decisions().get(0);
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
        harness.send(TestEvents.escalation("late", 0.1, 0.1, clock.nowMs() - 200));
        harness.send(TestEvents.escalation("too-late", 0.1, 0.1, clock.nowMs() - 250));
        harness.awaitDecisions(1);
        assertThat(harness.decisions()).extracting(Decision::eventId).containsExactly("too-late");

        clock.advance(Duration.ofMillis(50));
        harness.awaitDecisions(2);

        assertThat(harness.decisions())
                .extracting(Decision::reason)
                .containsOnly(DecisionReason.DEADLINE);
    }

    @Test
    void neverWaitsLongerThanTheDeadlineForAGateWhoseClockIsAhead() throws Exception {
        holdTheModel();
        open();
        harness.send(TestEvents.escalation("from-the-future", 0.1, 0.1, OPENED + 60_000));
        clock.advance(Duration.ofMillis(250));
        harness.awaitDecisions(1);

        assertThat(harness.decisions().get(0).reason()).isEqualTo(DecisionReason.DEADLINE);
    }

    @Test
    void waitsForEverWithoutADeadline() throws Exception {
        config = config(0, 100);
        holdTheModel();
        open();
        harness.send(TestEvents.escalation("a", 0.1, 0.1, OPENED));
        clock.advance(Duration.ofDays(1));
        harness.drain();
        assertThat(harness.decisions()).isEmpty();

        batches.release(1_000_000);
        harness.awaitDecisions(1);

        assertThat(harness.decisions().get(0).source()).isEqualTo(DecisionSource.DEEP);
    }

    @Test
    void shedsAtOnceWhatFindsNoRoom() throws Exception {
        config = config(250, 2);
        holdTheModel();
        open();
        harness.send(TestEvents.escalation("in-flight", 0.1, 0.1, OPENED));
        awaitBatches(1);
        for (int i = 0; i < 5; i++) {
            harness.send(TestEvents.escalation("queued-" + i, 0.1, 0.1, OPENED));
        }
        harness.awaitDecisions(3);

        assertThat(harness.decisions())
                .extracting(Decision::eventId)
                .containsExactlyInAnyOrder("queued-2", "queued-3", "queued-4");
        assertThat(harness.decisions())
                .extracting(Decision::reason)
                .containsOnly(DecisionReason.SHED);

        // what the deadline answered leaves its room to others
        clock.advance(Duration.ofMillis(250));
        harness.awaitDecisions(6);
        harness.send(TestEvents.escalation("next", 0.1, 0.1, clock.nowMs()));
        harness.drain();
        assertThat(harness.decisions()).hasSize(6);
        batches.release(1_000_000);
        harness.awaitDecisions(7);

        assertThat(harness.byId().get("next").source()).isEqualTo(DecisionSource.DEEP);
    }

    @Test
    void fallsBackOnAModelErrorAndRecovers() throws Exception {
        model.before(
                (signature, rows) -> {
                    throw new InferenceException("device lost", null);
                });
        open();
        harness.send(TestEvents.escalation("a", 0.1, 0.1, OPENED));
        harness.awaitDecisions(1);
        model.before((signature, rows) -> {});
        harness.send(TestEvents.escalation("b", 0.1, 0.1, OPENED));
        harness.awaitDecisions(2);

        assertThat(harness.decisions())
                .extracting(Decision::reason)
                .containsExactly(DecisionReason.MODEL_ERROR, DecisionReason.UNCERTAIN);
    }

    @Test
    void fallsBackOnAnAnswerThatIsNoProbability() throws Exception {
        model.answering("probability", row -> new float[] {Float.NaN});
        open();
        harness.send(TestEvents.escalation("a", 0.1, 0.1, OPENED));
        harness.awaitDecisions(1);

        assertThat(harness.decisions().get(0).reason()).isEqualTo(DecisionReason.BAD_OUTPUT);
        assertThat(harness.decisions().get(0).source()).isEqualTo(DecisionSource.FALLBACK);
    }

    @Test
    void closesUnderAWorkerThatHangsAndLeavesTheModelToIt() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        model.hang(released);
        config = config(0, 100);
        open();
        harness.send(TestEvents.escalation("a", 0.1, 0.1, OPENED));
        awaitBatches(1);
        // not harness.close(): the operator would wait for what is in flight
        harness.cancel();
        assertThat(model.isClosed()).as("closed under a batch").isFalse();

        released.countDown();
        await().until(() -> model.isClosed());

        assertThat(harness.decisions()).as("answered after the end").isEmpty();
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

        assertThatThrownBy(() -> harness.open()).hasMessageContaining("no signature 'encode'");
        assertThat(model.isClosed()).isTrue();
        harness = null;
    }

    private void holdTheModel() {
        model.hold(batches);
    }

    private void open() throws Exception {
        harness = harness().open();
    }

    private DeepHarness harness() throws Exception {
        FakeModelBackend opened = model;
        return DeepHarness.of(loader -> opened, config, clock);
    }

    private void awaitBatches(int asked) {
        await().until(() -> model.runs().size() >= asked);
    }

    private static DeepConfig config(long deadlineMs, int queueCapacity) {
        return DeepConfig.DEFAULT
                .withDeadline(Duration.ofMillis(deadlineMs))
                .withQueue(QueueConfig.DEFAULT.withCapacity(queueCapacity))
                // the model is held here on purpose, for as long as the test likes
                .withGuard(new GuardConfig(Duration.ZERO, 5, Duration.ofSeconds(5)))
                .withMaxBatchRows(64);
    }
}
