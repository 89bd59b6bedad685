// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.firstpass;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.inference.InferenceException;
import dev.sluice.stream.deadletter.DeadLetters;
import dev.sluice.stream.model.JobPolicy;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.stream.model.ReleaseSupport;
import dev.sluice.testing.FakeManifests;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.TestEvents;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class FirstPassOperatorTest {

    private static final FirstPassConfig CONFIG = new FirstPassConfig(3, Duration.ofMillis(5));
    private static final ControlMessage CONTROL =
            new ControlMessage(ControlMessage.Kind.GATE_MODE, "off", 1);

    private FakeModelBackend model = FakeModelBackend.firstPass(TestEvents.FEATURES);
    private OneInputStreamOperatorTestHarness<Flow<FeaturizedEvent>, Flow<ScoredEvent>> harness;

    @AfterEach
    void close() throws Exception {
        if (harness != null) {
            harness.close();
        }
    }

    @Test
    void scoresAFullBatchWithOneCallInTheOrderOfArrival() throws Exception {
        open(CONFIG);
        send("a", 0.1);
        send("b", 0.2);
        assertThat(seen()).isEmpty();

        send("c", 0.3);

        assertThat(seen()).containsExactly("a@1000", "b@1000", "c@1000");
        assertThat(model.runs()).containsExactly(new FakeModelBackend.Run("serving_default", 3));
        ScoredEvent second = scored(1);
        assertThat(second.rawProbability()).isEqualTo(0.2f);
        assertThat(second.novelty()).isEqualTo(0.5f);
        assertThat(second.modelVersion()).isEqualTo(FakeManifests.FIRST_PASS_VERSION);
        assertThat(second.device()).isEqualTo("cpu");
        assertThat(second.natives()).isEqualTo("fake");
    }

    @Test
    void calibratesWithThePolicy() throws Exception {
        Calibration calibration = new Calibration(2, 0.5, Calibration.IDENTITY.bins());
        open(calibration, new FirstPassConfig(1, Duration.ofMillis(5)));
        send("a", 0.2);

        assertThat(scored(0).probability()).isCloseTo(calibration.apply(0.2f), within(1e-12));
        assertThat(scored(0).rawProbability()).isEqualTo(0.2f);
    }

    @Test
    void scoresWhenTheOldestRecordHasWaitedLongEnough() throws Exception {
        open(CONFIG);
        harness.setProcessingTime(100);
        send("a", 0.1);
        harness.setProcessingTime(103);
        send("b", 0.1);
        harness.setProcessingTime(104);
        assertThat(seen()).isEmpty();

        harness.setProcessingTime(105);

        assertThat(seen()).containsExactly("a@1000", "b@1000");
    }

    @Test
    void armsOneTimerHoweverManyBatchesItSees() throws Exception {
        open(CONFIG);
        harness.setProcessingTime(100);
        for (int i = 0; i < 10; i++) {
            send("r" + i, 0.1);
        }

        assertThat(activeTimers()).isEqualTo(1);
    }

    @Test
    void givesTheNextBatchItsOwnDelay() throws Exception {
        open(CONFIG);
        harness.setProcessingTime(100);
        send("a", 0.1);
        send("b", 0.1);
        send("c", 0.1);
        harness.setProcessingTime(103);
        send("d", 0.1);
        harness.setProcessingTime(107);
        assertThat(seen()).doesNotContain("d@1000");

        harness.setProcessingTime(108);

        assertThat(seen()).contains("d@1000");
        assertThat(activeTimers()).isZero();
    }

    @Test
    void scoresAtOnceWithoutADelay() throws Exception {
        open(new FirstPassConfig(3, Duration.ZERO));
        send("a", 0.1);

        assertThat(seen()).containsExactly("a@1000");
    }

    @Test
    void scoresBeforeAWatermark() throws Exception {
        open(CONFIG);
        send("a", 0.1);
        harness.processWatermark(new Watermark(999));

        assertThat(seen()).containsExactly("a@1000", "watermark 999");
    }

    @Test
    void scoresBeforeAChangeOfIdleness() throws Exception {
        open(CONFIG);
        send("a", 0.1);
        harness.processWatermarkStatus(WatermarkStatus.IDLE);

        assertThat(seen()).containsExactly("a@1000", "idle");
    }

    @Test
    void scoresBeforeAControlMessageAndForwardsIt() throws Exception {
        open(CONFIG);
        send("a", 0.1);
        harness.processElement(new StreamRecord<>(Flow.control(CONTROL)));
        send("b", 0.1);
        harness.endInput();

        assertThat(seen()).containsExactly("a@1000", "control off", "b@1000");
    }

    @Test
    void calibratesWithAPublishedPolicyFromItsPlaceInTheStreamOn() throws Exception {
        open(CONFIG);
        Calibration later = new Calibration(2, 0.5, Calibration.IDENTITY.bins());
        send("a", 0.2);
        policy(later, 10);
        send("b", 0.2);
        policy(Calibration.IDENTITY, 9);
        harness.processElement(
                new StreamRecord<>(
                        Flow.control(
                                new ControlMessage(
                                        ControlMessage.Kind.POLICY, "no policy: at all", 20))));
        send("c", 0.2);
        harness.endInput();

        List<Double> probabilities =
                harness.extractOutputValues().stream()
                        .filter(flow -> !flow.isControl())
                        .map(flow -> flow.event().probability())
                        .toList();
        double calibrated = later.apply(0.2f);
        assertThat(probabilities)
                .containsExactly(Calibration.IDENTITY.apply(0.2f), calibrated, calibrated);
    }

    @Test
    void scoresAtTheEndOfTheInput() throws Exception {
        open(CONFIG);
        send("a", 0.1);
        harness.endInput();

        assertThat(seen()).containsExactly("a@1000");
    }

    @Test
    void leavesNothingToACheckpoint() throws Exception {
        open(CONFIG);
        send("a", 0.1);
        harness.prepareSnapshotPreBarrier(1);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        assertThat(seen()).containsExactly("a@1000");
        assertThat(state.getManagedOperatorState().isEmpty()).isTrue();
        harness.close();

        model = FakeModelBackend.firstPass(TestEvents.FEATURES);
        harness = harness(Calibration.IDENTITY, CONFIG);
        harness.initializeState(state);
        harness.open();
        send("b", 0.1);
        harness.endInput();

        assertThat(seen()).containsExactly("b@1000");
    }

    @Test
    void keepsRecordsWithoutATimestampWithoutOne() throws Exception {
        open(CONFIG);
        send("a", 0.1);
        harness.processElement(new StreamRecord<>(Flow.event(TestEvents.event("b", 0.1, 0.5))));
        send("c", 0.1);

        assertThat(seen()).containsExactly("a@1000", "b", "c@1000");
    }

    @Test
    void refusesAnswersThatAreNoProbability() throws Exception {
        open(new FirstPassConfig(7, Duration.ofMillis(5)));
        send("nan", Double.NaN);
        send("low", -0.5);
        send("high", 1.5);
        send("novel", 0.5, Double.NaN);
        send("far", 0.5, 1.1);
        send("good", 1);
        send("rounded", 0.5, 1.0000002);

        assertThat(seen()).containsExactly("good@1000", "rounded@1000");
        assertThat(scored(1).novelty()).isEqualTo(1f);
        List<DeadLetter> letters = deadLetters();
        assertThat(letters)
                .extracting(DeadLetter::reason)
                .hasSize(5)
                .containsOnly(DeadLetter.Reason.BAD_OUTPUT);
        assertThat(letters.get(0).stage()).isEqualTo("first-pass");
        assertThat(letters.get(0).detail())
                .isEqualTo(
                        "event 'nan': model fake-first-pass-1 gave probability NaN and novelty"
                                + " 0.5; expected both in [0, 1]");
    }

    @Test
    void refusesAnEventOfAnotherShape() throws Exception {
        open(CONFIG);
        harness.processElement(
                new StreamRecord<>(
                        Flow.event(
                                new FeaturizedEvent(
                                        "short", "e", 1, 1, new float[2], new float[4]))));
        send("a", 0.1);
        harness.endInput();

        assertThat(seen()).containsExactly("a@1000");
        assertThat(deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly(DeadLetter.Reason.BAD_FEATURES);
    }

    @Test
    void neverAsksForMoreThanTheModelRuns() throws Exception {
        open(new FirstPassConfig(1000, Duration.ofMillis(5)));
        for (int i = 0; i < 100; i++) {
            send("r" + i, 0.1);
        }

        assertThat(model.runs()).containsExactly(new FakeModelBackend.Run("serving_default", 64));
    }

    @Test
    void failsTheTaskWithTheModel() throws Exception {
        open(CONFIG);
        model.before(
                (signature, rows) -> {
                    throw new InferenceException("no engine", null);
                });
        send("a", 0.1);
        send("b", 0.1);

        assertThatThrownBy(() -> send("c", 0.1)).isInstanceOf(InferenceException.class);
    }

    @Test
    void releasesTheModelAtTheEndAndWhenItDoesNotFit() throws Exception {
        open(CONFIG);
        harness.close();
        assertThat(model.isClosed()).isTrue();

        model = FakeModelBackend.deep(2, 2);
        harness = harness(Calibration.IDENTITY, CONFIG);
        assertThatThrownBy(harness::open).hasMessageContaining("serving_default");
        harness.close();
        assertThat(model.isClosed()).isTrue();
        harness = null;
    }

    @Test
    void opensTheModelWithTheClassLoaderOfTheJob() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        List<ClassLoader> seen = new ArrayList<>();
        harness =
                new OneInputStreamOperatorTestHarness<>(
                        new FirstPassOperatorFactory(
                                loader -> {
                                    seen.add(loader);
                                    seen.add(Thread.currentThread().getContextClassLoader());
                                    return model;
                                },
                                JobPolicy.of(TestEvents.POLICY),
                                CONFIG,
                                ReleaseSupport.NONE));
        harness.open();

        assertThat(seen.get(1)).isSameAs(seen.get(0));
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    private void open(FirstPassConfig config) throws Exception {
        open(Calibration.IDENTITY, config);
    }

    private void open(Calibration calibration, FirstPassConfig config) throws Exception {
        harness = harness(calibration, config);
        harness.open();
    }

    private OneInputStreamOperatorTestHarness<Flow<FeaturizedEvent>, Flow<ScoredEvent>> harness(
            Calibration calibration, FirstPassConfig config) throws Exception {
        OneInputStreamOperatorTestHarness<Flow<FeaturizedEvent>, Flow<ScoredEvent>> created =
                new OneInputStreamOperatorTestHarness<>(
                        new FirstPassOperatorFactory(
                                loader -> model,
                                JobPolicy.of(TestEvents.POLICY.withFirstPass(calibration)),
                                config,
                                ReleaseSupport.NONE));
        created.setup(FirstPassStage.OUTPUT.createSerializer(new SerializerConfigImpl()));
        return created;
    }

    private void policy(Calibration calibration, long issuedAtMs) throws Exception {
        harness.processElement(
                new StreamRecord<>(
                        Flow.control(
                                new ControlMessage(
                                        ControlMessage.Kind.POLICY,
                                        ModelJson.yaml(
                                                TestEvents.POLICY.withFirstPass(calibration)),
                                        issuedAtMs))));
    }

    private void send(String id, double probability) throws Exception {
        send(id, probability, 0.5);
    }

    private void send(String id, double probability, double novelty) throws Exception {
        harness.processElement(
                new StreamRecord<>(Flow.event(TestEvents.event(id, probability, novelty)), 1000));
    }

    /** The output in order, as text. */
    private List<String> seen() {
        List<String> seen = new ArrayList<>();
        for (Object element : harness.getOutput()) {
            if (element instanceof Watermark watermark) {
                seen.add("watermark " + watermark.getTimestamp());
            } else if (element instanceof WatermarkStatus status) {
                seen.add(status.isIdle() ? "idle" : "active");
            } else {
                seen.add(text((StreamRecord<?>) element));
            }
        }
        return seen;
    }

    private static String text(StreamRecord<?> element) {
        Flow<?> flow = (Flow<?>) element.getValue();
        return flow.isControl()
                ? "control " + flow.control().value()
                : ((ScoredEvent) flow.event()).event().eventId()
                        + (element.hasTimestamp() ? "@" + element.getTimestamp() : "");
    }

    private ScoredEvent scored(int index) {
        return harness.extractOutputValues().get(index).event();
    }

    private List<DeadLetter> deadLetters() {
        return harness.getSideOutput(DeadLetters.TAG).stream().map(StreamRecord::getValue).toList();
    }

    private int activeTimers() {
        return harness.getProcessingTimeService().getNumActiveTimers();
    }
}
