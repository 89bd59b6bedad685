// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.TraceStep;

import org.junit.jupiter.api.Test;

import static dev.sluice.decisioning.deep.Toys.judge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class BestOfNTest {

    private static final ThinkingConfig MARGIN = Toys.thinking(StrategyKind.BEST_OF_N);

    @Test
    void givesTheBadExplanationsTheirShareOfTheScores() {
        Decision decision = judge(MARGIN, 0.6f, 0);

        // 0.4 for the good one, 0.6 and 0.06 for the bad ones
        assertThat(decision.verdict().probability()).isCloseTo(0.66 / 1.06, within(1e-6));
        assertThat(decision.verdict().outcome()).isEqualTo(Outcome.FLAG);
        assertThat(decision.effort().stopReason()).isEqualTo("margin");
        assertThat(decision.effort().passesUsed()).isEqualTo(6);
    }

    @Test
    void dropsWeakCandidatesEarlyAndGoesOnWithTheOthers() {
        ToyDeepModel model = ToyDeepModel.ofDefaultSize();

        Decision decision = judge(model, MARGIN.withPasses(4, 64), 0.5f, 0.4f);

        assertThat(model.runs()).startsWith("encode 1", "verify 6").contains("verify 4");
        assertThat(decision.effort().passesUsed()).isGreaterThan(10);
    }

    @Test
    void neverTakesMorePassesThanAllowed() {
        Decision decision = judge(MARGIN.withPasses(4, 15), 0.5f, 0.01f);

        assertThat(decision.effort().passesUsed()).isLessThanOrEqualTo(15);
        assertThat(decision.effort().stopReason()).isEqualTo("max-passes");
    }

    @Test
    void letsEverybodyRunToTheEndUnderTheFixedRule() {
        ToyDeepModel model = ToyDeepModel.ofDefaultSize();

        Decision decision =
                judge(model, MARGIN.withStopRule(StopRule.FIXED).withPasses(4, 18), 0.9f, 0);

        assertThat(model.runs()).containsExactly("encode 1", "verify 6", "verify 6", "verify 6");
        assertThat(decision.effort().passesUsed()).isEqualTo(18);
    }

    @Test
    void namesTheExplanationThatFitsBest() {
        Decision decision = judge(MARGIN, 0.9f, 0);

        TraceStep step = decision.trace().get(1);
        assertThat(step.name()).isEqualTo("candidates");
        assertThat(step.answer()).isEqualTo("It is the first.");
        assertThat(step.evidence())
                .containsEntry("good", "0.1")
                .containsEntry("first", "0.9")
                .containsEntry("second", "0.09");
    }

    @Test
    void refusesFewerPassesThanItsFirstRound() {
        assertThatThrownBy(() -> judge(MARGIN.withPasses(2, 5), 0.5f, 0))
                .hasMessageStartingWith("deep.max-passes is 5; expected at least 6: 2 scores for");
    }
}
