// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.EscalationReason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.sluice.decisioning.TestRecords.POLICY;
import static dev.sluice.decisioning.TestRecords.scored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class GatePolicyTest {

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
        assertThat(uncertainty(gate, 0)).isZero();
        assertThat(uncertainty(gate, 1)).isZero();
        double distance = Calibration.logit(0.5) - Calibration.logit(0.3);
        assertThat(uncertainty(gate, 0.3)).isCloseTo(Math.exp(-distance), within(1e-12));
    }

    @Test
    void valuesTheCostlyAndTheUndecided() {
        GatePolicy gate = gate(POLICY.gate());

        // stake 5000, at a threshold
        assertThat(gate.judge(scored("e", 0.5, 0), GateMode.ON, 0).value()).isEqualTo(2500);
        assertThat(gate.judge(scored("e", 0.1, 0), GateMode.ON, 0).value())
                .isCloseTo(500, within(1e-9));
        assertThat(gate.judge(scored("e", 0, 0), GateMode.ON, 0).value()).isZero();
    }

    @Test
    void hasAnEmptyWindowAtZero() {
        GatePolicy gate = gate(new GateConfig(0, 2, 1, 10));

        assertThat(gate.judge(scored("e", 0.1, 1), GateMode.ON, 0).reason())
                .isEqualTo(DecisionReason.UNCERTAIN);
        assertThat(gate.judge(scored("e", 0.1001, 1), GateMode.ON, 0).reason())
                .isEqualTo(DecisionReason.CONFIDENT);
    }

    @Test
    void refusesWhatTheBudgetDoesNotHold() {
        GatePolicy gate = gate(new GateConfig(0.5, 0.99, 0.5, 4));

        assertThat(gate.judge(scored("1", 0.1, 0), GateMode.ON, 0).reason())
                .isEqualTo(DecisionReason.BUDGET);
        assertThat(gate.judge(scored("2", 0.1, 0), GateMode.ON, 0).reason())
                .isEqualTo(DecisionReason.UNCERTAIN);
        assertThat(gate.judge(scored("3", 0.1, 1), GateMode.ON, 0).reason())
                .isEqualTo(DecisionReason.BUDGET);
    }

    @Test
    void escalatesNothingWhenOffAndGoesOnCounting() {
        GatePolicy gate = gate(new GateConfig(0.5, 0.99, 0.5, 4));
        for (int i = 0; i < 4; i++) {
            GateVerdict verdict = gate.judge(scored("off", 0.1, 1), GateMode.OFF, 0);
            assertThat(verdict.reason()).isEqualTo(DecisionReason.GATE_OFF);
            assertThat(verdict.escalated()).isFalse();
        }

        assertThat(gate.judge(scored("on", 0.1, 1), GateMode.ON, 0).escalated()).isTrue();
        assertThat(gate.judge(scored("on", 0.1, 1), GateMode.ON, 0).escalated()).isTrue();
        assertThat(gate.judge(scored("on", 0.1, 1), GateMode.ON, 0).escalated()).isFalse();
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
        assertThat(GateMode.parse(" Off ")).isEqualTo(GateMode.OFF, 0);
        assertThat(GateMode.parse("on")).isEqualTo(GateMode.ON, 0);
        assertThatThrownBy(() -> GateMode.parse("closed"))
                .hasMessage("gate.mode is 'closed'; expected 'on' or 'off'");
    }

    private static double uncertainty(GatePolicy gate, double probability) {
        return gate.judge(scored("e", probability, 0), GateMode.ON, 0).uncertainty();
    }

    private static GatePolicy gate(GateConfig config) {
        return new GatePolicy(POLICY.withGate(config), new ComputeBudget(config.budget(), 1));
    }
}
