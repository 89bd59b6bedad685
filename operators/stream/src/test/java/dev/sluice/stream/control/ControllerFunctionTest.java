// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.control;

import dev.sluice.decisioning.control.CatchUpConfig;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.ControlMessage.Kind;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.gate.GateObjective;
import dev.sluice.decisioning.gate.GateTuning;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.stream.model.JobPolicy;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.testing.TestEvents;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ControllerFunctionTest {

    private static final long START = 1_000_000_000_000L;
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Policy POLICY = TestEvents.POLICY.withGate(TestEvents.gate(0.5, 2, 0.1));
    private static final ControllerConfig CONFIG =
            new ControllerConfig(INTERVAL, CatchUpConfig.OFF);

    private final List<KeyedTwoInputStreamOperatorTestHarness<?, ?, ?, ?>> opened =
            new ArrayList<>();
    private KeyedTwoInputStreamOperatorTestHarness<String, Feedback, ControlMessage, ControlMessage>
            harness;

    @AfterEach
    void close() throws Exception {
        for (KeyedTwoInputStreamOperatorTestHarness<?, ?, ?, ?> one : opened) {
            one.close();
        }
    }

    @Test
    void issuesAPriceFromTheFeedbackOnceAnInterval() throws Exception {
        open(CONFIG);
        for (int i = 0; i < 400; i++) {
            hear(feedback("e" + i, i / 400.0, START));
        }
        assertThat(issued()).isEmpty();
        pass(INTERVAL);

        assertThat(issued()).extracting(ControlMessage::kind).containsExactly(Kind.GATE_TUNING);
        assertThat(tuning(0).price()).isBetween(0.8, 0.95);
        assertThat(issued().get(0).issuedAtMs())
                .isEqualTo(harness.getProcessingTimeService().getCurrentProcessingTime());
    }

    @Test
    void saysNothingAgainWhileNothingChanges() throws Exception {
        open(CONFIG);
        hear(feedback("a", 0.5, START));
        pass(INTERVAL);
        pass(INTERVAL);
        pass(INTERVAL);

        assertThat(issued()).hasSize(1);
        assertThat(tuning(0)).isEqualTo(GateTuning.of(POLICY.gate()));
    }

    @Test
    void issuesLaterThanWhateverItHasHeard() throws Exception {
        open(CONFIG);
        control(new ControlMessage(Kind.GATE_MODE, "on", START + 3_600_000));
        pass(INTERVAL);

        assertThat(issued().get(0).issuedAtMs()).isEqualTo(START + 3_600_001);
    }

    @Test
    void goesOnUnderAPolicyThatSomebodyElsePublishes() throws Exception {
        open(CONFIG);
        hear(feedback("a", 0.5, START));
        pass(INTERVAL);
        Policy other =
                POLICY.withVersion("policy-2")
                        .withGate(POLICY.gate().withObjective(GateObjective.RANKING, 0.125));
        control(new ControlMessage(Kind.POLICY, ModelJson.yaml(other), START + 1));
        control(new ControlMessage(Kind.POLICY, "version: [", START + 2));
        control(new ControlMessage(Kind.POLICY, ModelJson.yaml(POLICY), START));
        pass(INTERVAL);

        assertThat(issued()).hasSize(2);
        assertThat(tuning(1)).isEqualTo(GateTuning.of(other.gate()));
    }

    @Test
    void goesOnAfterARestoreWithWhatItHasLearned() throws Exception {
        open(CONFIG);
        for (int i = 0; i < 400; i++) {
            hear(feedback("e" + i, i / 400.0, START));
        }
        pass(INTERVAL);
        GateTuning before = tuning(0);
        OperatorSubtaskState state = harness.snapshot(1, 1);

        create(CONFIG);
        harness.initializeState(state);
        harness.setProcessingTime(START + 20_000);
        harness.open();
        pass(INTERVAL);

        assertThat(issued()).hasSize(1);
        assertThat(tuning(0)).isEqualTo(before);
    }

    @Test
    void publishesAPolicyAndThenItsTuningOnceItHasSeenEnoughLooks() throws Exception {
        open(CONFIG);
        for (int i = 0; i < 2_048; i++) {
            hear(look("e" + i, i / 2_048.0));
        }
        pass(INTERVAL);

        assertThat(issued())
                .extracting(ControlMessage::kind)
                .containsExactly(Kind.POLICY, Kind.GATE_TUNING);
        Policy published = ModelJson.policy(issued().get(0).value());
        assertThat(published.version()).isEqualTo("policy-1+1");
        assertThat(published.gate().chance()).isNotEqualTo(POLICY.gate().chance());
        assertThat(issued().get(1).issuedAtMs()).isGreaterThan(issued().get(0).issuedAtMs());

        // its own message comes back from the topic
        control(issued().get(0));
        pass(INTERVAL);
        assertThat(issued()).hasSize(2);
    }

    @Test
    void spendsLessWhileTheJobIsBehindAlsoAfterARestore() throws Exception {
        ControllerConfig config =
                new ControllerConfig(INTERVAL, new CatchUpConfig(Duration.ofMinutes(1), 0.2));
        open(config);
        hear(feedback("behind", 0.5, START - 61_000));
        pass(INTERVAL);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        assertThat(tuning(0).budgetFactor()).isEqualTo(0.2);

        create(config);
        harness.initializeState(state);
        harness.setProcessingTime(START + 20_000);
        harness.open();
        hear(feedback("still behind", 0.5, START - 20_000));
        pass(INTERVAL);
        hear(feedback("caught up", 0.5, START + 25_000));
        pass(INTERVAL);

        assertThat(tuning(0).budgetFactor()).isEqualTo(0.2);
        assertThat(tuning(1).budgetFactor()).isEqualTo(1);
    }

    private void open(ControllerConfig config) throws Exception {
        create(config);
        harness.setProcessingTime(START);
        harness.open();
    }

    private void create(ControllerConfig config) throws Exception {
        harness =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(
                                new ControllerFunction(JobPolicy.of(POLICY), config)),
                        feedback -> "one",
                        message -> "one",
                        Types.STRING);
        opened.add(harness);
    }

    private void hear(Feedback feedback) throws Exception {
        harness.processElement1(new StreamRecord<>(feedback));
    }

    private void control(ControlMessage message) throws Exception {
        harness.processElement2(new StreamRecord<>(message));
    }

    private void pass(Duration time) throws Exception {
        harness.setProcessingTime(
                harness.getProcessingTimeService().getCurrentProcessingTime() + time.toMillis());
    }

    private List<ControlMessage> issued() {
        return harness.extractOutputValues();
    }

    private GateTuning tuning(int index) {
        return ModelJson.tuning(issued().get(index).value());
    }

    /** A decision of the first pass that stands for itself. */
    private static Feedback feedback(String id, double value, long eventTimeMs) {
        return new Feedback(
                id,
                "entity",
                eventTimeMs,
                1_000,
                DecisionSource.FIRST_PASS,
                DecisionReason.CONFIDENT,
                "",
                0.01,
                Outcome.CLEAR,
                0.01,
                Outcome.CLEAR,
                0.1,
                0.01,
                value,
                0,
                1,
                0,
                0,
                "policy-1");
    }

    /** A deep look, which changes the outcome if it is likely to. */
    private static Feedback look(String id, double chance) {
        return new Feedback(
                id,
                "entity",
                START,
                1_000,
                DecisionSource.DEEP,
                DecisionReason.COSTLY,
                "COSTLY",
                chance > 0.5 ? 0.9 : 0.01,
                chance > 0.5 ? Outcome.FLAG : Outcome.CLEAR,
                0.05,
                Outcome.CLEAR,
                chance,
                chance,
                chance,
                1,
                1,
                8,
                2_000,
                "policy-1");
    }
}
