// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.TraceStep;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static dev.sluice.decisioning.deep.Toys.judge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class RefineTest {

    private static final ThinkingConfig HALTING = Toys.thinking(StrategyKind.REFINE);

    @Test
    void weighsTheAnswersByTheChanceToHaltAtEach() {
        Decision decision =
                judge(HALTING.withPasses(2, 3).withStopRule(StopRule.FIXED), 0.1f, 0.8f);

        // answers 0.5, 0.3, 0.2 with halting chances 0.6, 0.8, 0.9; the rest goes to the last
        double expected = 0.6 * 0.5 + 0.4 * 0.8 * 0.3 + 0.4 * 0.2 * 0.2;
        assertThat(decision.verdict().probability()).isCloseTo(expected, within(1e-6));
        assertThat(decision.effort().passesUsed()).isEqualTo(3);
        assertThat(decision.effort().stopReason()).isEqualTo("max-passes");
        assertThat(decision.effort().strategy()).isEqualTo("refine");
    }

    @Test
    void endsWhenTheModelHalts() {
        Decision sure = judge(HALTING, 0.1f, 0.01f);
        Decision unsure = judge(HALTING, 0.1f, 1.6f);

        assertThat(sure.effort().passesUsed()).isEqualTo(1);
        assertThat(sure.effort().stopReason()).isEqualTo("halted");
        // 0.2, then 0.68, 0.936, 0.9936
        assertThat(unsure.effort().passesUsed()).isEqualTo(4);
        assertThat(unsure.effort().stopReason()).isEqualTo("halted");
    }

    @Test
    void endsWhenTheAnswerStopsMoving() {
        ThinkingConfig converged = HALTING.withStopRule(StopRule.CONVERGED);

        assertThat(judge(converged, 0.3f, 0).effort().passesUsed()).isEqualTo(2);
        Decision moving = judge(converged, 0.1f, 1.6f);
        assertThat(moving.effort().passesUsed()).isBetween(3, 31);
        assertThat(moving.effort().stopReason()).isEqualTo("converged");
    }

    @Test
    void takesNoMoreStepsThanTheModelWasTrainedToMake() {
        ToyDeepModel model = new ToyDeepModel(List.of(16), Map.of("refinements", 5.0));

        Decision decision = judge(model, HALTING.withStopRule(StopRule.FIXED), 0.1f, 0.8f);

        assertThat(decision.effort().passesUsed()).isEqualTo(5);
        assertThat(decision.effort().passesAllowed()).isEqualTo(5);
    }

    @Test
    void looksBackFartherWithEachStepAndNoFartherThanThereIs() {
        // the context is 1, 2, 3, the longest window first
        List<TraceStep> trace =
                judge(
                                ToyDeepModel.withWindows(),
                                HALTING.withPasses(4, 4).withStopRule(StopRule.FIXED),
                                0.1f,
                                0.8f)
                        .trace();

        List<TraceStep> refinements =
                trace.stream().filter(step -> step.name().equals("refinement")).toList();
        assertThat(refinements)
                .extracting(step -> step.evidence().get("window"))
                .containsExactly("1 of 3", "2 of 3", "3 of 3", "3 of 3");
        assertThat(refinements)
                .extracting(step -> step.evidence().get("answer"))
                .containsExactly("0.4", "0.3", "0.2", "0.2");
    }

    @Test
    void tellsEachRefinement() {
        List<TraceStep> trace = judge(HALTING, 0.1f, 1.6f).trace();

        assertThat(trace)
                .extracting(TraceStep::name)
                .containsExactly(
                        "first-pass",
                        "refinement",
                        "refinement",
                        "refinement",
                        "refinement",
                        "outcome");
        assertThat(trace.get(1).evidence())
                .containsEntry("step", "1")
                .containsEntry("answer", "0.9")
                .containsEntry("halted", "0.2");
    }

    @Test
    void refusesAModelWithoutTheSignature() {
        ToyDeepModel model = ToyDeepModel.withoutExplanations();
        assertThat(judge(model, HALTING, 0.1f, 0.1f).effort().strategy()).isEqualTo("refine");
        assertThatThrownBy(() -> judge(model, Toys.thinking(StrategyKind.BEST_OF_N), 0.1f, 0.1f))
                .hasMessageContaining("no signature 'verify'");
        assertThatThrownBy(() -> judge(model, Toys.thinking(StrategyKind.STEPS), 0.1f, 0.1f))
                .hasMessageContaining("no signature 'assess_verdict'");
    }
}
