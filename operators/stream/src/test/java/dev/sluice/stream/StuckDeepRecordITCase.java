// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.GuardConfig;
import dev.sluice.decisioning.deep.QueueConfig;
import dev.sluice.decisioning.deep.ThinkingConfig;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.stream.model.ModelProvider;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.TestEvents;

import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the job does while a deep record, or the whole deep model, does not come to an end. */
@Timeout(180)
class StuckDeepRecordITCase {

    private static final int EVENTS = 2000;
    private static final int ESCALATED = EVENTS / 10;

    /** Functions are serialized into the job: what they share with the test has to be static. */
    private static final Queue<Decision> FAST = new ConcurrentLinkedQueue<>();

    private static final Queue<Decision> DEEP = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger SWINGS = new AtomicInteger();
    private static volatile CountDownLatch release = new CountDownLatch(1);

    @BeforeEach
    void prepare() {
        FAST.clear();
        DEEP.clear();
        release = new CountDownLatch(1);
    }

    @AfterEach
    void letGo() {
        release.countDown();
    }

    @Test
    void decidesAllOthersWhileOneRecordTakesForEver() throws Exception {
        JobClient job =
                start(
                        loader ->
                                FakeModelBackend.deep(TestEvents.FEATURES, TestEvents.CONTEXT)
                                        .answering("state", row -> state(row.get("features")))
                                        .answering("probability", StuckDeepRecordITCase::pass),
                        DeepConfig.DEFAULT
                                .withThinking(
                                        ThinkingConfig.DEFAULT.withPasses(4, Integer.MAX_VALUE))
                                .withoutDeadline()
                                .withQueue(QueueConfig.DEFAULT.withCapacity(EVENTS))
                                .withMaxBatchRows(64));

        // the stuck record is the first of all, and a watermark follows every record
        await().atMost(Duration.ofSeconds(60)).until(() -> DEEP.size() == ESCALATED - 1);
        await().atMost(Duration.ofSeconds(60)).until(() -> FAST.size() == EVENTS - ESCALATED);
        assertThat(DEEP).extracting(Decision::eventId).doesNotContain("stuck");
        assertThat(DEEP).extracting(Decision::source).containsOnly(DecisionSource.DEEP);

        release.countDown();
        job.getJobExecutionResult().get(60, TimeUnit.SECONDS);

        assertThat(DEEP).hasSize(ESCALATED).extracting(Decision::eventId).contains("stuck");
    }

    @Test
    void decidesEverythingWhileTheDeepModelHangs() throws Exception {
        JobClient job =
                start(
                        loader ->
                                FakeModelBackend.deep(TestEvents.FEATURES, TestEvents.CONTEXT)
                                        .before((signature, rows) -> awaitRelease()),
                        DeepConfig.DEFAULT
                                .withDeadline(Duration.ofMillis(50))
                                .withQueue(QueueConfig.DEFAULT.withCapacity(20))
                                .withMaxBatchRows(64));

        // the job ends, and is closed, while the model hangs
        job.getJobExecutionResult().get(60, TimeUnit.SECONDS);

        assertThat(FAST).hasSize(EVENTS - ESCALATED);
        assertThat(DEEP).hasSize(ESCALATED);
        assertThat(DEEP).extracting(Decision::source).containsOnly(DecisionSource.FALLBACK);
        assertThat(DEEP)
                .extracting(Decision::reason)
                .contains(DecisionReason.DEADLINE)
                .isSubsetOf(DecisionReason.DEADLINE, DecisionReason.SHED);
    }

    @Test
    void decidesEverythingWithoutADeadlineWhileEveryDeepModelHangs() throws Exception {
        JobClient job =
                start(
                        loader ->
                                FakeModelBackend.deep(TestEvents.FEATURES, TestEvents.CONTEXT)
                                        .before((signature, rows) -> awaitRelease()),
                        DeepConfig.DEFAULT
                                .withoutDeadline()
                                .withQueue(QueueConfig.DEFAULT.withCapacity(EVENTS))
                                .withGuard(
                                        new GuardConfig(
                                                Duration.ofMillis(200), 5, Duration.ofMillis(50)))
                                .withMaxBatchRows(64));

        job.getJobExecutionResult().get(60, TimeUnit.SECONDS);

        assertThat(FAST).hasSize(EVENTS - ESCALATED);
        assertThat(DEEP).hasSize(ESCALATED);
        assertThat(DEEP)
                .extracting(Decision::reason)
                .contains(DecisionReason.DEVICE_LOST)
                .isSubsetOf(DecisionReason.DEVICE_LOST, DecisionReason.CIRCUIT_OPEN);
    }

    private static JobClient start(ModelProvider deepModel, DeepConfig config) throws Exception {
        StreamExecutionEnvironment env = CascadeCore.environment(1);
        CascadeCore core = CascadeCore.build(env, events(), deepModel, config);
        collect(core.fast(), "fast", decision -> FAST.add(decision));
        collect(core.deep(), "deep-decisions", decision -> DEEP.add(decision));
        return env.executeAsync();
    }

    private static void collect(DataStream<Decision> decisions, String uid, Probe probe) {
        decisions
                .map(
                        decision -> {
                            probe.saw(decision);
                            return decision;
                        },
                        decisions.getType())
                .uid(uid)
                .sinkTo(new DiscardingSink<>())
                .uid(uid + "-sink");
    }

    private static List<FeaturizedEvent> events() {
        List<FeaturizedEvent> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            String id = i == 0 ? "stuck" : "event-" + i;
            FeaturizedEvent event = TestEvents.event(id, i % 10 == 0 ? 0.1 : 0.001, 0.2);
            events.add(
                    new FeaturizedEvent(
                            id,
                            event.entityKey(),
                            event.eventTimeMs() + i,
                            event.stake(),
                            event.features(),
                            event.context()));
        }
        return events;
    }

    /** State 1 tells the stuck record, by the length of its id. */
    private static float[] state(float[] features) {
        float[] state = new float[8];
        state[1] = features[2] == "stuck".length() ? 1 : 0;
        return state;
    }

    /**
     * On the stuck record 0 and 1 in turn, so that the mean never leaves the threshold of 0.5,
     * until it is released; then nonsense.
     */
    private static float[] pass(Map<String, float[]> row) {
        if (row.get("state")[1] == 0) {
            return new float[] {0.9f};
        }
        int swing = SWINGS.getAndIncrement() % 2;
        return new float[] {release.getCount() == 0 ? Float.NaN : swing};
    }

    private static void awaitRelease() {
        boolean done = false;
        while (!done) {
            try {
                release.await();
                done = true;
            } catch (InterruptedException e) {
                // a hanging device does not listen
            }
        }
    }

    @FunctionalInterface
    private interface Probe extends Serializable {
        void saw(Decision decision);
    }
}
