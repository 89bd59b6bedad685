// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.TraceStep;

import org.junit.jupiter.api.Test;

import java.util.List;

import static dev.sluice.decisioning.deep.Toys.judge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class StepsTest {

    private static final ThinkingConfig DECISIVE =
            Toys.thinking(StrategyKind.STEPS).withConfidence(0.99);

    @Test
    void asksOneQuestionAfterTheOtherAndShowsEachTheAnswersBefore() {
        ToyDeepModel model = ToyDeepModel.ofDefaultSize();

        Decision decision = judge(model, DECISIVE, 0.3f, 0.2f);

        assertThat(model.runs())
                .containsExactly(
                        "encode 1", "assess_first 1", "assess_second 1", "assess_verdict 1");
        // two answers seen: a third of the mean
        assertThat(decision.verdict().probability()).isCloseTo(0.1, within(1e-6));
        assertThat(decision.effort().stopReason()).isEqualTo("verdict");
        assertThat(decision.effort().passesUsed()).isEqualTo(3);
        assertThat(decision.effort().passesAllowed()).isEqualTo(3);
    }

    @Test
    void endsAtADecisiveStep() {
        Decision sure = judge(DECISIVE, 0.95f, 0);
        Decision later = judge(DECISIVE, 0.88f, 0);
        Decision fixed = judge(DECISIVE.withStopRule(StopRule.FIXED), 0.95f, 0);

        assertThat(sure.effort().passesUsed()).isEqualTo(1);
        assertThat(sure.effort().stopReason()).isEqualTo("decisive");
        assertThat(sure.verdict().outcome()).isEqualTo(Outcome.FLAG);
        assertThat(later.effort().passesUsed()).isEqualTo(2);
        assertThat(fixed.effort().passesUsed()).isEqualTo(3);
    }

    @Test
    void goesToTheVerdictWhereFewPassesAreAllowed() {
        ToyDeepModel model = ToyDeepModel.ofDefaultSize();

        judge(model, DECISIVE.withPasses(2, 2), 0.3f, 0.2f);

        assertThat(model.runs()).containsExactly("encode 1", "assess_first 1", "assess_verdict 1");
    }

    @Test
    void readsLikeANote() {
        List<TraceStep> trace = judge(DECISIVE, 0.25f, -1.25f).trace();

        assertThat(trace)
                .extracting(TraceStep::name)
                .containsExactly("first-pass", "first", "second", "verdict", "outcome");
        assertThat(trace.get(1).question()).isEqualTo("Is it the first?");
        assertThat(trace.get(1).answer()).isEqualTo("No, at 0.25");
        assertThat(trace.get(1).probabilityBefore()).isEqualTo(0.1);
        assertThat(trace.get(2).probabilityBefore()).isEqualTo(trace.get(1).probabilityAfter());
        // the larger contribution first
        assertThat(trace.get(1).evidence().entrySet())
                .extracting(Object::toString)
                .containsExactly("f1=-1.25 (-1.25)", "f0=0.25 (+0.25)");
    }
}
