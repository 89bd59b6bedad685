// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.gate;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.ControlMessage.Kind;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GateTuning;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.gate.PromiseStanding;
import dev.sluice.stream.model.JobPolicy;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.testing.TestEvents;

import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What the controller and published policies do to a running gate. */
class GateTuningTest {

    private static final int MAX_PARALLELISM = 8;

    /** Without a limit the price does not move with what is left of the budget. */
    private static final Policy POLICY = TestEvents.POLICY;

    private static final JobPolicy JOB = JobPolicy.of(POLICY);

    private final List<OneInputStreamOperatorTestHarness<?, ?>> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (OneInputStreamOperatorTestHarness<?, ?> harness : opened) {
            harness.close();
        }
    }

    @Test
    void asksTheIssuedPriceFromItsPlaceInTheStreamOn() throws Exception {
        Gate gate = open(JOB, GateMode.ON);
        gate.decide("before");
        gate.control(tuning(0.75, 10));
        gate.decide("after");

        assertThat(gate.prices()).containsExactly(2.0, 0.75);
    }

    @Test
    void keepsTheTuningThatWasIssuedLaterAndIgnoresWhatIsNone() throws Exception {
        Gate gate = open(JOB, GateMode.ON);
        gate.control(tuning(0.75, 10));
        gate.control(tuning(0.5, 9));
        gate.control(new ControlMessage(Kind.GATE_TUNING, "{\"price\": -1}", 11));
        gate.decide("a");

        assertThat(gate.prices()).containsExactly(0.75);
    }

    @Test
    void stampsTheVersionOfAPublishedPolicyFromItsPlaceInTheStreamOn() throws Exception {
        Gate gate = open(JOB, GateMode.ON);
        gate.decide("before");
        gate.control(policy(POLICY.withVersion("policy-2"), 10));
        gate.decide("after");
        gate.control(policy(POLICY.withVersion("policy-0"), 9));
        gate.control(new ControlMessage(Kind.POLICY, "version: [", 11));
        gate.decide("later");
        gate.send(TestEvents.scored("close", 0.1, 0.2));

        assertThat(gate.versions()).containsExactly("policy-1", "policy-2", "policy-2");
        assertThat(gate.escalations().get(0).fallback().versions().policy()).isEqualTo("policy-2");
    }

    @Test
    void keepsTheGateThatTheConfigurationAsksForUnderAPublishedPolicy() throws Exception {
        GateOverrides overrides = new GateOverrides(Map.of("gate.price", "0.9"));
        JobPolicy job =
                new JobPolicy(
                        overrides.apply(POLICY), yaml -> overrides.apply(ModelJson.policy(yaml)));
        Gate gate = open(job, GateMode.ON);
        gate.control(policy(POLICY.withVersion("policy-2"), 10));
        gate.decide("a");

        assertThat(gate.prices()).containsExactly(0.9);
        assertThat(gate.versions()).containsExactly("policy-2");
    }

    @Test
    void forgetsWhatItWasTunedToUnderAnEarlierPolicy() throws Exception {
        Gate gate = open(JOB, GateMode.ON);
        gate.control(tuning(0.75, 10));
        gate.control(policy(POLICY.withVersion("policy-2"), 11));
        gate.decide("a");
        gate.control(tuning(0.5, 12));
        gate.decide("b");

        assertThat(gate.prices()).containsExactly(2.0, 0.5);
    }

    @Test
    void holdsPolicyAndTuningOnEverySubtaskAfterARestore() throws Exception {
        Gate before = open(JOB, GateMode.ON);
        before.control(policy(POLICY.withVersion("policy-2"), 10));
        before.control(tuning(0.75, 11));
        OperatorSubtaskState state =
                AbstractStreamOperatorTestHarness.repackageState(before.harness.snapshot(1, 1));
        for (int subtask = 0; subtask < 3; subtask++) {
            Gate after = create(JOB, GateMode.ON, 3, subtask);
            after.harness.initializeState(
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(
                            state, MAX_PARALLELISM, 1, 3, subtask));
            after.harness.open();
            after.control(tuning(0.5, 10));
            after.decide("a");

            assertThat(after.prices()).as("subtask %d", subtask).containsExactly(0.75);
            assertThat(after.versions()).as("subtask %d", subtask).containsExactly("policy-2");
        }
    }

    @Test
    void staysSwitchedOffWhateverIsPublished() throws Exception {
        Gate gate = open(JOB, GateMode.ON);
        gate.control(new ControlMessage(Kind.GATE_MODE, "off", 10));
        gate.control(policy(POLICY.withVersion("policy-2"), 11));
        gate.control(tuning(0, 12));
        gate.send(TestEvents.scored("close", 0.1, 0.2));

        assertThat(gate.escalations()).isEmpty();
        assertThat(gate.versions()).containsExactly("policy-2");
    }

    private static ControlMessage tuning(double price, long issuedAtMs) {
        return new ControlMessage(
                Kind.GATE_TUNING,
                ModelJson.json(
                        new GateTuning(
                                price,
                                POLICY.gate().promise().chanceFrom(),
                                4,
                                2,
                                1,
                                PromiseStanding.KEPT)),
                issuedAtMs);
    }

    private static ControlMessage policy(Policy policy, long issuedAtMs) {
        return new ControlMessage(Kind.POLICY, ModelJson.yaml(policy), issuedAtMs);
    }

    private Gate open(JobPolicy policy, GateMode mode) throws Exception {
        Gate gate = create(policy, mode, 1, 0);
        gate.harness.open();
        return gate;
    }

    private Gate create(JobPolicy policy, GateMode mode, int parallelism, int subtask)
            throws Exception {
        Gate gate =
                new Gate(
                        new OneInputStreamOperatorTestHarness<>(
                                new ProcessOperator<>(new GateFunction(policy, mode, "deep-7")),
                                MAX_PARALLELISM,
                                parallelism,
                                subtask));
        opened.add(gate.harness);
        return gate;
    }

    private record Gate(OneInputStreamOperatorTestHarness<Flow<ScoredEvent>, Decision> harness) {

        void send(ScoredEvent scored) throws Exception {
            harness.processElement(new StreamRecord<>(Flow.event(scored)));
        }

        /** A record that the first pass decides at any of the prices. */
        void decide(String id) throws Exception {
            send(TestEvents.scored(id, 0.001, 0.2));
        }

        void control(ControlMessage message) throws Exception {
            harness.processElement(new StreamRecord<>(Flow.control(message)));
        }

        List<Double> prices() {
            return harness.extractOutputValues().stream().map(d -> d.versions().price()).toList();
        }

        List<String> versions() {
            return harness.extractOutputValues().stream().map(d -> d.versions().policy()).toList();
        }

        List<Escalation> escalations() {
            var output = harness.getSideOutput(GateStage.ESCALATIONS);
            return output == null
                    ? List.of()
                    : output.stream()
                            .map(StreamRecord::getValue)
                            .filter(flow -> !flow.isControl())
                            .map(flow -> flow.event())
                            .toList();
        }
    }
}
