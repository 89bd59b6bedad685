// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.gate;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.EscalationReason;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.BudgetConfig;
import dev.sluice.decisioning.gate.BudgetUnit;
import dev.sluice.decisioning.gate.ChanceModel;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.stream.model.JobPolicy;
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

import static org.assertj.core.api.Assertions.assertThat;

class GateFunctionTest {

    private static final int MAX_PARALLELISM = 8;

    private final List<OneInputStreamOperatorTestHarness<?, ?>> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (OneInputStreamOperatorTestHarness<?, ?> harness : opened) {
            harness.close();
        }
    }

    @Test
    void decidesTheConfidentAndEscalatesTheRest() throws Exception {
        Gate gate = open(TestEvents.POLICY, GateMode.ON);
        gate.harness.setProcessingTime(77);
        gate.send(TestEvents.scored("clear", 0.001, 0.2));
        gate.send(TestEvents.scored("close", 0.1, 0.2));
        gate.send(TestEvents.scored("novel", 0.001, 0.995));

        assertThat(gate.decisions()).extracting(Decision::eventId).containsExactly("clear");
        assertThat(gate.decisions().get(0).source()).isEqualTo(DecisionSource.FIRST_PASS);
        assertThat(gate.decisions().get(0).reason()).isEqualTo(DecisionReason.CONFIDENT);
        List<Escalation> escalations = gate.escalations();
        assertThat(escalations)
                .extracting(Escalation::reason)
                .containsExactly(EscalationReason.UNCERTAIN, EscalationReason.NOVEL);
        Escalation close = escalations.get(0);
        assertThat(close.escalatedAtMs()).isEqualTo(77);
        assertThat(close.deepModelVersion()).isEqualTo("deep-7");
        assertThat(close.seed()).isEqualTo(Escalation.SEED_OF_THE_EVENT);
        assertThat(close.fallback().source()).isEqualTo(DecisionSource.FALLBACK);
    }

    @Test
    void obeysTheKillSwitchFromItsPlaceInTheStreamOnAndForwardsIt() throws Exception {
        Gate gate = open(TestEvents.POLICY, GateMode.ON);
        gate.send(TestEvents.scored("before", 0.1, 0.2));
        gate.control("off", 10);
        gate.send(TestEvents.scored("while", 0.1, 0.2));
        gate.control("on", 20);
        gate.send(TestEvents.scored("after", 0.1, 0.2));

        assertThat(gate.side()).containsExactly("before", "control off", "control on", "after");
        assertThat(gate.decisions()).hasSize(1);
        assertThat(gate.decisions().get(0).eventId()).isEqualTo("while");
        assertThat(gate.decisions().get(0).reason()).isEqualTo(DecisionReason.GATE_OFF);
    }

    @Test
    void keepsTheLaterOfTwoMessagesAndIgnoresNonsense() throws Exception {
        Gate gate = open(TestEvents.POLICY, GateMode.ON);
        gate.control("off", 20);
        gate.control("on", 10);
        gate.control("sideways", 30);
        gate.send(TestEvents.scored("a", 0.1, 0.2));

        assertThat(gate.decisions().get(0).reason()).isEqualTo(DecisionReason.GATE_OFF);
    }

    @Test
    void startsInTheConfiguredMode() throws Exception {
        Gate gate = open(TestEvents.POLICY, GateMode.OFF);
        gate.send(TestEvents.scored("a", 0.1, 0.2));
        gate.control("on", 1);
        gate.send(TestEvents.scored("b", 0.1, 0.2));

        assertThat(gate.decisions()).extracting(Decision::eventId).containsExactly("a");
        assertThat(gate.escalations()).hasSize(1);
    }

    @Test
    void goesOnWithTheSameCeilingAfterARestore() throws Exception {
        Policy policy = tight();
        Gate straight = open(policy, GateMode.ON);
        Gate before = open(policy, GateMode.ON);
        for (int i = 0; i < 57; i++) {
            straight.send(TestEvents.scored("e" + i, 0.1, 0.2));
            before.send(TestEvents.scored("e" + i, 0.1, 0.2));
        }
        OperatorSubtaskState state = before.harness.snapshot(1, 1);
        Gate after = restore(policy, state, 1, 0);
        for (int i = 57; i < 100; i++) {
            straight.send(TestEvents.scored("e" + i, 0.1, 0.2));
            after.send(TestEvents.scored("e" + i, 0.1, 0.2));
        }

        List<String> escalated = before.side();
        escalated.addAll(after.side());
        assertThat(escalated).isEqualTo(straight.side()).hasSize(10);
    }

    @Test
    void grantsNoNewCreditToMoreSubtasks() throws Exception {
        Policy policy = tight();
        Gate before = open(policy, GateMode.ON);
        for (int i = 0; i < 20; i++) {
            before.send(TestEvents.scored("e" + i, 0.1, 0.2));
        }
        OperatorSubtaskState state =
                AbstractStreamOperatorTestHarness.repackageState(before.harness.snapshot(1, 1));
        int escalated = 0;
        for (int subtask = 0; subtask < 2; subtask++) {
            Gate after =
                    restore(
                            policy,
                            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                                    state, MAX_PARALLELISM, 1, 2, subtask),
                            2,
                            subtask);
            for (int i = 0; i < 9; i++) {
                after.send(TestEvents.scored("f" + i, 0.1, 0.2));
            }
            escalated += after.side().size();
        }

        // 1 in 10: the old subtask has spent its 2 of 20, and each has seen 9 events since
        assertThat(escalated).isZero();
    }

    @Test
    void sumsUpWhatFewerSubtasksTakeOver() throws Exception {
        Policy policy = tight();
        List<OperatorSubtaskState> states = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            Gate gate = open(policy, GateMode.ON, 2, subtask);
            for (int i = 0; i < 25; i++) {
                gate.send(TestEvents.scored("e" + i, 0.1, 0.2));
            }
            assertThat(gate.side()).hasSize(2);
            states.add(gate.harness.snapshot(1, 1));
        }
        OperatorSubtaskState state =
                AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        AbstractStreamOperatorTestHarness.repackageState(
                                states.toArray(OperatorSubtaskState[]::new)),
                        MAX_PARALLELISM,
                        2,
                        1,
                        0);
        Gate after = restore(policy, state, 1, 0);
        // 4 of 50 are spent: the fifth is due at once, the sixth ten events later
        for (int i = 0; i < 10; i++) {
            after.send(TestEvents.scored("f" + i, 0.1, 0.2));
        }

        assertThat(after.side()).containsExactly("f0", "f9");
    }

    @Test
    void holdsTheKillSwitchOnEverySubtaskAfterARestore() throws Exception {
        Gate before = open(TestEvents.POLICY, GateMode.ON);
        before.control("off", 10);
        OperatorSubtaskState state =
                AbstractStreamOperatorTestHarness.repackageState(before.harness.snapshot(1, 1));
        for (int subtask = 0; subtask < 3; subtask++) {
            Gate after =
                    restore(
                            TestEvents.POLICY,
                            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                                    state, MAX_PARALLELISM, 1, 3, subtask),
                            3,
                            subtask);
            after.send(TestEvents.scored("a", 0.1, 0.2));

            assertThat(after.decisions())
                    .as("subtask %d", subtask)
                    .extracting(Decision::reason)
                    .containsExactly(DecisionReason.GATE_OFF);
        }
    }

    /** One escalation in ten events, of records that all are wanted. */
    private static Policy tight() {
        return TestEvents.POLICY.withGate(
                TestEvents.gate(ChanceModel.MAX_DISTANCE, 2, 0.1)
                        .withBudget(new BudgetConfig(BudgetUnit.EVENTS, 0.1, 0, 0)));
    }

    private Gate open(Policy policy, GateMode mode) throws Exception {
        return open(policy, mode, 1, 0);
    }

    private Gate open(Policy policy, GateMode mode, int parallelism, int subtask) throws Exception {
        Gate gate = create(policy, mode, parallelism, subtask);
        gate.harness.open();
        return gate;
    }

    private Gate restore(Policy policy, OperatorSubtaskState state, int parallelism, int subtask)
            throws Exception {
        Gate gate = create(policy, GateMode.ON, parallelism, subtask);
        gate.harness.initializeState(state);
        gate.harness.open();
        return gate;
    }

    private Gate create(Policy policy, GateMode mode, int parallelism, int subtask)
            throws Exception {
        Gate gate =
                new Gate(
                        new OneInputStreamOperatorTestHarness<>(
                                new ProcessOperator<>(
                                        new GateFunction(JobPolicy.of(policy), mode, "deep-7")),
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

        void control(String value, long issuedAtMs) throws Exception {
            harness.processElement(
                    new StreamRecord<>(
                            Flow.control(
                                    new ControlMessage(
                                            ControlMessage.Kind.GATE_MODE, value, issuedAtMs))));
        }

        List<Decision> decisions() {
            return harness.extractOutputValues();
        }

        List<Escalation> escalations() {
            return flows().stream()
                    .filter(flow -> !flow.isControl())
                    .map(flow -> flow.event())
                    .toList();
        }

        /** Escalations and control messages in order, as text. */
        List<String> side() {
            List<String> side = new ArrayList<>();
            for (Flow<Escalation> flow : flows()) {
                side.add(
                        flow.isControl()
                                ? "control " + flow.control().value()
                                : flow.event().scored().event().eventId());
            }
            return side;
        }

        private List<Flow<Escalation>> flows() {
            var output = harness.getSideOutput(GateStage.ESCALATIONS);
            return output == null
                    ? List.of()
                    : output.stream().map(StreamRecord::getValue).toList();
        }
    }
}
