// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.label;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.gate.Thresholds;
import dev.sluice.decisioning.quality.Label;
import dev.sluice.decisioning.quality.LabelledFeedback;
import dev.sluice.decisioning.quality.MissingLabels;
import dev.sluice.decisioning.quality.QualityChange;
import dev.sluice.decisioning.quality.QualityRules;
import dev.sluice.decisioning.quality.RecalibrationConfig;
import dev.sluice.decisioning.quality.ReliabilityBin;
import dev.sluice.decisioning.quality.WindowReliability;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.testing.TestEvents;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RecalibrationFunctionTest {

    private static final Policy BASE = TestEvents.POLICY.withVersion("policy-1");
    private static final QualityRules RULES =
            new QualityRules(CostMatrix.of(Thresholds.DEFAULT), MissingLabels.GOOD);

    /** Two windows are looked at, and no more than one policy is minted in 300. */
    private static final RecalibrationConfig CONFIG =
            new RecalibrationConfig(2, Duration.ofMillis(300), 1.25, 0.02);

    private KeyedTwoInputStreamOperatorTestHarness<
                    Integer, WindowReliability, ControlMessage, ControlMessage>
            harness;

    @BeforeEach
    void open() throws Exception {
        harness = newHarness();
        harness.open();
        harness.setProcessingTime(5_000);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void aCalibratedWindowMintsNothing() throws Exception {
        window(0, "policy-1", 0);
        assertThat(minted()).isEmpty();
    }

    @Test
    void aDriftedWindowMintsTheNextVersion() throws Exception {
        window(0, "policy-1", 1);

        assertThat(harness.extractOutputValues()).hasSize(1);
        ControlMessage message = harness.extractOutputValues().get(0);
        assertThat(message.kind()).isEqualTo(ControlMessage.Kind.POLICY);
        assertThat(message.issuedAtMs()).isEqualTo(5_000);
        Policy next = ModelJson.policy(message.value());
        assertThat(next.version()).isEqualTo("policy-1~1");
        assertThat(next.firstPass().apply(0.1)).isCloseTo(shifted(0.1, 1), within(0.01));
        assertThat(next.withFirstPass(BASE.firstPass()).withVersion("policy-1")).isEqualTo(BASE);
    }

    @Test
    void noSecondOneComesBeforeTheIntervalIsOver() throws Exception {
        window(0, "policy-1", 1);
        window(100, "policy-1", 3);
        window(200, "policy-1", 3);
        assertThat(minted()).containsExactly("policy-1~1");
        window(300, "policy-1", 3);
        assertThat(minted()).containsExactly("policy-1~1", "policy-1~2");
    }

    @Test
    void whatTheOldVersionDecidedIsJudgedByTheNewCalibration() throws Exception {
        window(0, "policy-1", 1);
        for (int start = 100; start < 1_000; start += 100) {
            window(start, "policy-1", 1);
        }
        assertThat(minted()).containsExactly("policy-1~1");
    }

    @Test
    void thePolicyThatSomebodyElseIssuedIsTheOneThatIsJudged() throws Exception {
        Policy other =
                BASE.withVersion("by-hand")
                        .withFirstPass(new Calibration(1, 1, Calibration.IDENTITY.bins()));
        control(ControlMessage.Kind.POLICY, ModelJson.yaml(other), 4_000);
        window(0, "policy-1", 1);
        assertThat(minted()).isEmpty();
        window(100, "policy-1", 3);
        assertThat(minted()).containsExactly("by-hand~1");
    }

    @Test
    void anOlderPolicyAndOneThatCannotBeReadAreLeftAlone() throws Exception {
        window(0, "policy-1", 1);
        control(ControlMessage.Kind.POLICY, ModelJson.yaml(BASE), 4_999);
        control(ControlMessage.Kind.POLICY, "no: policy", 6_000);
        control(ControlMessage.Kind.GATE_MODE, "off", 7_000);
        window(300, "policy-1", 3);
        window(400, "policy-1", 3);
        assertThat(minted()).containsExactly("policy-1~1", "policy-1~2");
    }

    @Test
    void itsOwnPolicyMayComeBackFromTheTopic() throws Exception {
        window(0, "policy-1", 1);
        ControlMessage own = harness.extractOutputValues().get(0);
        control(own.kind(), own.value(), own.issuedAtMs());
        window(100, "policy-1", 3);
        assertThat(minted()).as("still within the interval").containsExactly("policy-1~1");
    }

    @Test
    void aPolicyIsIssuedAfterTheOneThatItReplacesWhateverTheClockSays() throws Exception {
        control(ControlMessage.Kind.POLICY, ModelJson.yaml(BASE), 9_000);
        window(0, "policy-1", 1);
        assertThat(harness.extractOutputValues().get(0).issuedAtMs()).isEqualTo(9_001);
    }

    @Test
    void versionAndIntervalSurviveARestore() throws Exception {
        window(0, "policy-1", 1);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = newHarness();
        harness.initializeState(snapshot);
        harness.open();
        window(100, "policy-1", 3);
        assertThat(minted()).isEmpty();
        window(200, "policy-1", 3);
        window(300, "policy-1", 3);
        assertThat(minted()).containsExactly("policy-1~2");
    }

    private static KeyedTwoInputStreamOperatorTestHarness<
                    Integer, WindowReliability, ControlMessage, ControlMessage>
            newHarness() throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new RecalibrationFunction(BASE, CONFIG)),
                window -> 0,
                message -> 0,
                Types.INT);
    }

    private void control(ControlMessage.Kind kind, String value, long issuedAt) throws Exception {
        harness.processElement2(new ControlMessage(kind, value, issuedAt), issuedAt);
    }

    /** A window of events whose log-odds are further up than predicted. */
    private void window(long start, String policy, double shift) throws Exception {
        Map<Integer, ReliabilityBin> bins = new HashMap<>();
        for (double predicted : new double[] {0.02, 0.1, 0.3}) {
            for (int i = 0; i < 2_000; i++) {
                add(bins, policy, start, i, predicted, i < 2_000 * shifted(predicted, shift));
            }
        }
        harness.processElement1(
                new WindowReliability(start, start + 100, List.copyOf(bins.values())), start + 99);
    }

    private static double shifted(double probability, double shift) {
        return Calibration.sigmoid(Calibration.logit(probability) + shift);
    }

    private static void add(
            Map<Integer, ReliabilityBin> bins,
            String policy,
            long start,
            int number,
            double predicted,
            boolean bad) {
        Feedback feedback =
                Feedbacks.of(
                        "event-" + number,
                        start,
                        DecisionSource.FIRST_PASS,
                        Outcome.CLEAR,
                        predicted,
                        predicted,
                        100,
                        1);
        QualityChange change =
                QualityChange.joins(
                        LabelledFeedback.pending(feedback)
                                .with(new Label(feedback.eventId(), bad, start)));
        int bin = ReliabilityBin.binOf(feedback);
        bins.put(
                bin, bins.getOrDefault(bin, ReliabilityBin.empty(policy, bin)).plus(change, RULES));
    }

    private List<String> minted() {
        return harness.extractOutputValues().stream()
                .map(message -> ModelJson.policy(message.value()).version())
                .toList();
    }
}
