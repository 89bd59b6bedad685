// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.DeepJudge;
import dev.sluice.decisioning.deep.QueueConfig;
import dev.sluice.decisioning.deep.StrategyKind;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.testing.FakeManifests;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.ManualClock;
import dev.sluice.testing.TestEvents;

import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What was in flight at a checkpoint is decided after the restore, as it would have been. */
@Timeout(120)
class DeepRestoreTest {

    private static final long OPENED = 1_000_000;
    private static final int EVENTS = 600;
    private static final int WAVES = 6;
    private static final int ROWS = 4096;

    private final ManualClock clock = new ManualClock(OPENED);

    /** How many batches may run; the model waits for one before each. */
    private final Semaphore batches = new Semaphore(0);

    private FakeModelBackend model = wideModel();
    private DeepHarness harness;

    @AfterEach
    void close() throws Exception {
        batches.release(1_000_000);
        if (harness != null) {
            harness.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void decidesHundredsThatWereInFlightAtDifferentStepsAsTheBacktestDoes(StrategyKind strategy)
            throws Exception {
        long seed = 23;
        List<Escalation> escalations = escalations(seed);
        DeepConfig config = thinking(config(1000), strategy);
        model.hold(batches);
        harness = open(config);
        int wave = EVENTS / WAVES;
        for (int i = 0; i < WAVES; i++) {
            // a wave comes in while the one before it makes its next steps
            for (Escalation escalation : escalations.subList(i * wave, (i + 1) * wave)) {
                harness.send(escalation);
            }
            int asked = model.runs().size();
            batches.release(2);
            await().until(() -> model.runs().size() >= asked + 2);
        }
        harness.drain();
        assertThat(
                        model.runs().stream()
                                .filter(run -> !run.signature().equals("encode"))
                                .distinct())
                .as("records at different steps, by the batches of %s", model.runs())
                .hasSizeGreaterThan(1);
        OperatorSubtaskState state = harness.snapshot();
        List<Decision> before = harness.decisions();
        assertThat(EVENTS - before.size()).as("in flight").isGreaterThanOrEqualTo(300);
        assertThat(harness.gauge("deepRecordsInFlight"))
                .as("of those, in the engine")
                .isGreaterThanOrEqualTo(300);
        harness.cancel();
        batches.release(1_000_000);

        // a long outage: the deadline of each has passed long ago; and a queue for one only
        clock.advance(Duration.ofHours(1));
        model = wideModel();
        DeepConfig narrow = thinking(config(1), strategy);
        harness = DeepHarness.of(loader -> model, narrow, clock).open(state);
        harness.awaitDecisions(EVENTS - before.size());

        List<Decision> all = new ArrayList<>(before);
        all.addAll(harness.decisions());
        assertThat(DeepHarness.byId(all))
                .as("seed %d", seed)
                .isEqualTo(
                        DeepHarness.byId(
                                DeepJudge.judgeAll(
                                        wideModel(), TestEvents.POLICY, config, escalations)));
        assertThat(all).extracting(Decision::source).containsOnly(DecisionSource.DEEP);
    }

    @Test
    void armsTheDeadlineAnewAfterARestore() throws Exception {
        model.hold(batches);
        harness = open(config(100));
        harness.send(TestEvents.escalation("a", 0.1, 0.1, OPENED));
        await().until(() -> !model.runs().isEmpty());
        OperatorSubtaskState state = harness.snapshot();
        harness.cancel();

        clock.advance(Duration.ofHours(1));
        model = wideModel().hold(batches);
        harness = DeepHarness.of(loader -> model, config(100), clock).open(state);
        clock.advance(Duration.ofMillis(249));
        harness.drain();
        assertThat(harness.decisions()).isEmpty();
        clock.advance(Duration.ofMillis(1));
        harness.awaitDecisions(1);

        assertThat(harness.reason("a")).isEqualTo(DecisionReason.DEADLINE);
    }

    private DeepHarness open(DeepConfig config) throws Exception {
        FakeModelBackend opened = model;
        return DeepHarness.of(loader -> opened, config, clock).open();
    }

    private static List<Escalation> escalations(long seed) {
        Random random = new Random(seed);
        List<Escalation> escalations = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            escalations.add(
                    TestEvents.escalation(
                            "event-" + i,
                            0.45 + random.nextFloat() / 10,
                            random.nextFloat() / 2 + 0.4,
                            OPENED));
        }
        return escalations;
    }

    private static DeepConfig config(int queueCapacity) {
        return DeepConfig.DEFAULT
                .withDeadline(Duration.ofMillis(250))
                .withQueue(QueueConfig.DEFAULT.withCapacity(queueCapacity))
                .withMaxBatchRows(ROWS);
    }

    private static DeepConfig thinking(DeepConfig config, StrategyKind strategy) {
        return config.withThinking(config.thinking().withStrategy(strategy));
    }

    /** A model that has room for all of them at once. */
    private static FakeModelBackend wideModel() {
        return FakeModelBackend.thinking(
                FakeManifests.thinking(TestEvents.FEATURES, TestEvents.CONTEXT, List.of(16, ROWS)));
    }
}
