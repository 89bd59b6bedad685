// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.EscalationReason;
import dev.sluice.decisioning.event.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import static dev.sluice.decisioning.TestRecords.POLICY;
import static dev.sluice.decisioning.TestRecords.scored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class GatePolicyTest {

    private static final BudgetConfig UNLIMITED = new BudgetConfig(BudgetUnit.EVENTS, 1, 0, 0);

    /** Thresholds 0.1 and 0.5, window 0.5 logits, novelty from 0.99. */
    @ParameterizedTest
    @CsvSource({
        "0.0,    0.5,  CONFIDENT",
        "0.06,   0.5,  CONFIDENT",
        "0.0632, 0.5,  UNCERTAIN",
        "0.1,    0.5,  UNCERTAIN",
        "0.1548, 0.5,  UNCERTAIN",
        "0.156,  0.5,  CONFIDENT",
        "0.37,   0.5,  CONFIDENT",
        "0.378,  0.5,  UNCERTAIN",
        "0.5,    0.5,  UNCERTAIN",
        "0.622,  0.5,  UNCERTAIN",
        "0.63,   0.5,  CONFIDENT",
        "1.0,    0.5,  CONFIDENT",
        "0.0,    0.99, NOVEL",
        "1.0,    1.0,  NOVEL",
        "0.0,    0.98, CONFIDENT",
        "0.1,    0.99, UNCERTAIN",
    })
    void escalatesNearThresholdsAndTheNovel(
            double probability, float novelty, DecisionReason expected) {
        GateVerdict verdict =
                gate(POLICY.gate()).judge(scored("e", probability, novelty), GateMode.ON, 0);

        assertThat(verdict.reason()).isEqualTo(expected);
        assertThat(verdict.escalated()).isEqualTo(expected != DecisionReason.CONFIDENT);
    }

    @Test
    void measuresUncertaintyAsTheOddsRatioToTheNearerThreshold() {
        GatePolicy gate = gate(POLICY.gate());

        assertThat(uncertainty(gate, 0.1)).isEqualTo(1);
        assertThat(uncertainty(gate, 0.5)).isEqualTo(1);
        assertThat(uncertainty(gate, 0)).isLessThan(1e-5);
        assertThat(uncertainty(gate, 1)).isLessThan(1e-5);
        double distance = Calibration.logit(0.5) - Calibration.logit(0.3);
        assertThat(uncertainty(gate, 0.3)).isCloseTo(Math.exp(-distance), within(1e-12));
    }

    @Test
    void valuesALookByWhatIsAtStakeAndByTheChanceThatItChangesTheOutcome() {
        // a miss costs the stake of 5000, a false block 2000, a review 500
        CostMatrix costs =
                new CostMatrix(new CostMatrix.Cost(0, 1), new CostMatrix.Cost(2000, 0), 500);
        GatePolicy gate =
                new GatePolicy(
                        POLICY.withCosts(costs)
                                .withGate(POLICY.gate().withObjective(GateObjective.COST, 1e9)),
                        new ComputeBudget(UNLIMITED, 1));

        // at the threshold of a review, 500 / 5000, all of it is open
        assertThat(value(gate, 0.1)).isCloseTo(500 * 0.5, within(1e-9));
        // where a block costs 1000 * 0.1 and a look is unlikely to change it
        double distance = Calibration.logit(0.95) - Calibration.logit(0.75);
        assertThat(value(gate, 0.95))
                .isCloseTo(0.05 * 2000 * Calibration.sigmoid(-distance), within(1e-9));
        assertThat(value(gate, 1e-7)).isLessThan(1e-3);
    }

    @Test
    void ranksByProbabilityWhereThatIsTheObjective() {
        GatePolicy gate = gate(POLICY.gate().withObjective(GateObjective.RANKING, 0.7));

        assertThat(gate.judge(scored("e", 0.69, 0), GateMode.ON, 0).escalated()).isFalse();
        assertThat(gate.judge(scored("e", 0.7, 0), GateMode.ON, 0).reason())
                .isEqualTo(DecisionReason.COSTLY);
    }

    @Test
    void refusesWhatTheBudgetDoesNotHold() {
        GatePolicy gate = gate(half());

        assertThat(reasons(gate, GateMode.ON, 5))
                .containsExactly(
                        DecisionReason.BUDGET,
                        DecisionReason.UNCERTAIN,
                        DecisionReason.BUDGET,
                        DecisionReason.UNCERTAIN,
                        DecisionReason.BUDGET);
    }

    @Test
    void escalatesNothingWhenOffAndGoesOnSaving() {
        GatePolicy gate = gate(half());

        assertThat(reasons(gate, GateMode.OFF, 4)).containsOnly(DecisionReason.GATE_OFF);
        assertThat(reasons(gate, GateMode.ON, 4))
                .containsExactly(
                        DecisionReason.UNCERTAIN,
                        DecisionReason.UNCERTAIN,
                        DecisionReason.UNCERTAIN,
                        DecisionReason.UNCERTAIN);
        assertThat(reasons(gate, GateMode.ON, 2))
                .containsExactly(DecisionReason.BUDGET, DecisionReason.UNCERTAIN);
    }

    @Test
    void isDearerWhileTheBudgetIsSpentAndCheaperWhileItIsSaved() {
        GateConfig config =
                POLICY.gate()
                        .withBudget(new BudgetConfig(BudgetUnit.EVENTS, 0.5, 0, 0))
                        .withObjective(GateObjective.RANKING, 0.5);
        GatePolicy gate = gate(config);

        double spent = gate.judge(scored("e", 0, 0), GateMode.ON, 0).price();
        for (int i = 0; i < 3 * ComputeBudget.SAVED_EVENTS; i++) {
            gate.judge(scored("e", 0, 0), GateMode.ON, 0);
        }
        double saved = gate.judge(scored("e", 0, 0), GateMode.ON, 0).price();

        assertThat(spent).isCloseTo(0.5 * 20, within(0.1));
        assertThat(saved).isCloseTo(0.5 / 20, within(0.001));
    }

    @Test
    void takesWhatTheControllerAsksForFromTheNextRecordOn() {
        GatePolicy gate = gate(POLICY.gate().withObjective(GateObjective.RANKING, 0.5));

        gate.tune(new GateTuning(0.2, 2, 5, 1, 1, PromiseStanding.KEPT));

        GateVerdict verdict = gate.judge(scored("e", 0.25, 0), GateMode.ON, 0);
        assertThat(verdict.reason()).isEqualTo(DecisionReason.COSTLY);
        assertThat(verdict.price()).isEqualTo(0.2);
    }

    @Test
    void auditsByAHashOfTheIdWithTheProbabilityInTheLedger() {
        GateConfig config =
                POLICY.gate()
                        .withBudget(new BudgetConfig(BudgetUnit.EVENTS, 1, 0, 0.5))
                        .withPromise(new PromiseConfig(0.01, 2, new AuditSampling(0.05, 0)));
        GatePolicy gate = gate(config);
        GatePolicy again = gate(config);
        int audited = 0;
        for (int i = 0; i < 20_000; i++) {
            GateVerdict verdict = gate.judge(scored("e" + i, 0.001, 0), GateMode.ON, 0);
            assertThat(verdict.inclusionProbability()).isEqualTo(0.05);
            assertThat(again.judge(scored("e" + i, 0.001, 0), GateMode.ON, 0)).isEqualTo(verdict);
            audited += verdict.reason() == DecisionReason.AUDIT ? 1 : 0;
        }

        assertThat(audited).isBetween(900, 1100);
    }

    @Test
    void obeysTheListsBeforeAnythingElse() {
        HardRules rules =
                new HardRules(
                        new TreeSet<>(Set.of("customer-1")), new TreeSet<>(), new TreeSet<>());
        Policy policy = POLICY.withRules(rules);
        GateVerdict blocked =
                new GatePolicy(policy, new ComputeBudget(UNLIMITED, 1))
                        .judge(scored("e", 0.1, 1), GateMode.OFF, 0);
        GateVerdict allowed =
                new GatePolicy(
                                POLICY.withRules(
                                        new HardRules(
                                                new TreeSet<>(),
                                                new TreeSet<>(Set.of("customer-1")),
                                                new TreeSet<>())),
                                new ComputeBudget(UNLIMITED, 1))
                        .judge(scored("e", 0.9, 1), GateMode.ON, 0);
        GateVerdict escalated =
                new GatePolicy(
                                POLICY.withRules(
                                        new HardRules(
                                                new TreeSet<>(),
                                                new TreeSet<>(),
                                                new TreeSet<>(Set.of("customer-1")))),
                                new ComputeBudget(UNLIMITED, 1))
                        .judge(scored("e", 0.0001, 0), GateMode.ON, 0);

        assertThat(blocked.reason()).isEqualTo(DecisionReason.RULE);
        assertThat(blocked.outcome()).isEqualTo(Outcome.FLAG);
        assertThat(allowed.outcome()).isEqualTo(Outcome.CLEAR);
        assertThat(escalated.reason()).isEqualTo(DecisionReason.COSTLY);
    }

    @Test
    void namesTheReasonOfAnEscalationOnly() {
        GatePolicy gate = gate(POLICY.gate());

        assertThat(gate.judge(scored("e", 0.1, 0), GateMode.ON, 0).escalation())
                .isEqualTo(EscalationReason.UNCERTAIN);
        assertThatThrownBy(() -> gate.judge(scored("e", 0, 0), GateMode.ON, 0).escalation())
                .hasMessageContaining("CONFIDENT");
    }

    @Test
    void readsTheModeOfAControlMessage() {
        assertThat(GateMode.parse(" Off ")).isEqualTo(GateMode.OFF);
        assertThat(GateMode.parse("on")).isEqualTo(GateMode.ON);
        assertThatThrownBy(() -> GateMode.parse("closed"))
                .hasMessage("gate.mode is 'closed'; expected 'on' or 'off'");
    }

    /** One in two of records that all are wanted. */
    private static GateConfig half() {
        return POLICY.gate()
                .withPromise(new PromiseConfig(1, 0, AuditSampling.NONE))
                .withBudget(new BudgetConfig(BudgetUnit.EVENTS, 0.5, 0, 0));
    }

    private static List<DecisionReason> reasons(GatePolicy gate, GateMode mode, int events) {
        List<DecisionReason> reasons = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            reasons.add(gate.judge(scored("e", 0.1, 0), mode, 0).reason());
        }
        return reasons;
    }

    private static double value(GatePolicy gate, double probability) {
        return gate.judge(scored("e", probability, 0), GateMode.ON, 0).value();
    }

    private static double uncertainty(GatePolicy gate, double probability) {
        return gate.judge(scored("e", probability, 0), GateMode.ON, 0).uncertainty();
    }

    private static GatePolicy gate(GateConfig config) {
        return new GatePolicy(POLICY.withGate(config), new ComputeBudget(config.budget(), 1));
    }
}
