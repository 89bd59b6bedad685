// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.label;

import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.quality.JoinRules;
import dev.sluice.decisioning.quality.Label;
import dev.sluice.decisioning.quality.LabelledFeedback;
import dev.sluice.decisioning.quality.QualityChange;
import dev.sluice.decisioning.quality.Truth;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class LabelJoinFunctionTest {

    private static final long HORIZON = 100;
    private static final long EARLY = 20;

    private LabelJoinFunction function;
    private KeyedTwoInputStreamOperatorTestHarness<String, Feedback, Label, QualityChange> harness;

    @BeforeEach
    void open() throws Exception {
        harness = newHarness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void aDecisionCountsAtOnceWithItsLabelPending() throws Exception {
        feedback(Feedbacks.cleared("a", 1_000));
        assertThat(truths()).isEqualTo(Map.of(Truth.PENDING, 1));
    }

    @Test
    void aLateLabelTakesThePlaceOfThePendingOne() throws Exception {
        feedback(Feedbacks.cleared("a", 1_000));
        watermark(1_080);
        label("a", true, 1_090);
        assertThat(truths()).isEqualTo(Map.of(Truth.BAD, 1));
        assertThat(function.metrics().joinedLabels.getCount()).isEqualTo(1);
    }

    @Test
    void aLabelThatComesFirstWaitsForItsDecision() throws Exception {
        label("a", true, 1_010);
        assertThat(truths()).isEmpty();
        feedback(Feedbacks.cleared("a", 1_000));
        assertThat(truths()).isEqualTo(Map.of(Truth.BAD, 1));
    }

    @Test
    void aLabelThatWasKnownBeforeItsEventWaitsForItsDecision() throws Exception {
        label("a", true, 985);
        watermark(1_004);
        feedback(Feedbacks.cleared("a", 1_005));
        assertThat(truths()).isEqualTo(Map.of(Truth.BAD, 1));
    }

    @Test
    void aLabelWithoutADecisionIsForgotten() throws Exception {
        label("a", true, 1_000);
        label("a", false, 1_010);
        watermark(1_020);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
        watermark(1_030);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
        assertThat(function.metrics().unmatchedLabels.getCount()).isEqualTo(2);
        label("a", true, 1_000);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(function.metrics().unmatchedLabels.getCount()).isEqualTo(3);
    }

    @Test
    void aLabelThatNeverComesIsMissingAfterTheHorizon() throws Exception {
        feedback(Feedbacks.cleared("a", 1_000));
        watermark(1_099);
        assertThat(truths()).isEqualTo(Map.of(Truth.PENDING, 1));
        watermark(1_100);
        assertThat(truths()).isEqualTo(Map.of(Truth.MISSING, 1));
        assertThat(function.metrics().missingLabels.getCount()).isEqualTo(1);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void aRepeatedLabelChangesNothing() throws Exception {
        feedback(Feedbacks.cleared("a", 1_000));
        label("a", true, 1_010);
        int before = harness.extractOutputValues().size();
        label("a", true, 1_010);
        label("a", true, 1_020);
        label("a", false, 1_005);
        assertThat(harness.extractOutputValues()).hasSize(before);
        assertThat(function.metrics().duplicateLabels.getCount()).isEqualTo(3);
    }

    @Test
    void theLabelThatBecameKnownLastCorrectsWhateverTheOrder() throws Exception {
        feedback(Feedbacks.cleared("a", 1_000));
        label("a", true, 1_010);
        label("a", false, 1_020);
        label("a", true, 1_015);
        label("b", false, 1_020);
        label("b", true, 1_010);
        feedback(Feedbacks.cleared("b", 1_000));
        assertThat(truths()).isEqualTo(Map.of(Truth.GOOD, 2));
        assertThat(function.metrics().correctedLabels.getCount()).isEqualTo(1);
    }

    @Test
    void aLabelFromOutOfRangeIsIgnored() throws Exception {
        feedback(Feedbacks.cleared("a", 1_000));
        label("a", true, 1_101);
        label("a", true, 979);
        label("b", true, 900);
        feedback(Feedbacks.cleared("b", 1_000));
        assertThat(truths()).isEqualTo(Map.of(Truth.PENDING, 2));
        assertThat(function.metrics().labelsOutOfRange.getCount()).isEqualTo(3);
    }

    @Test
    void aRedeliveredDecisionCountsOnce() throws Exception {
        feedback(Feedbacks.cleared("a", 1_000));
        feedback(Feedbacks.cleared("a", 1_000));
        assertThat(truths()).isEqualTo(Map.of(Truth.PENDING, 1));
        assertThat(function.metrics().duplicateFeedback.getCount()).isEqualTo(1);
    }

    @Test
    void theAnswerOfDeepReplacesTheProvisionalOneAndKeepsTheLabel() throws Exception {
        Feedback provisional =
                Feedbacks.of(
                        "a", 1_000, DecisionSource.PROVISIONAL, Outcome.CLEAR, 0.01, 0.01, 1, 1);
        feedback(provisional);
        label("a", true, 1_010);
        feedback(Feedbacks.flaggedByDeep("a", 1_000));
        feedback(provisional);
        assertThat(counted())
                .isEqualTo(Map.of(new Counted("a", DecisionSource.DEEP, Truth.BAD), 1));
        assertThat(function.metrics().replacedFeedback.getCount()).isEqualTo(1);
        assertThat(function.metrics().duplicateFeedback.getCount()).isEqualTo(1);
    }

    @Test
    void aDecisionAfterItsHorizonIsDroppedAndCounted() throws Exception {
        watermark(1_100);
        feedback(Feedbacks.cleared("a", 1_000));
        feedback(Feedbacks.cleared("b", 1_001));
        assertThat(truths()).isEqualTo(Map.of(Truth.PENDING, 1));
        assertThat(function.metrics().lateFeedback.getCount()).isEqualTo(1);
    }

    @Test
    void aDecisionThatNoFigureCanBeMadeOfIsDroppedAndCounted() throws Exception {
        feedback(
                Feedbacks.of("a", 1_000, DecisionSource.DEEP, Outcome.FLAG, Double.NaN, 0.1, 1, 1));
        feedback(Feedbacks.of("b", 1_000, DecisionSource.DEEP, Outcome.FLAG, 0.9, 0.1, 1, 0));
        assertThat(truths()).isEmpty();
        assertThat(function.metrics().badFeedback.getCount()).isEqualTo(2);
    }

    @Test
    void whatIsAwaitedSurvivesARestore() throws Exception {
        feedback(Feedbacks.cleared("a", 1_000));
        feedback(Feedbacks.cleared("never", 1_000));
        feedback(Feedbacks.cleared("corrected", 1_000));
        label("corrected", true, 1_005);
        label("early", true, 1_005);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = newHarness();
        harness.initializeState(snapshot);
        harness.open();

        feedback(Feedbacks.cleared("a", 1_000));
        label("a", true, 1_010);
        label("corrected", false, 1_020);
        feedback(Feedbacks.cleared("early", 1_001));
        watermark(2_000);

        assertThat(counted())
                .as("changes since the snapshot")
                .isEqualTo(
                        Map.of(
                                new Counted("a", DecisionSource.FIRST_PASS, Truth.PENDING), -1,
                                new Counted("a", DecisionSource.FIRST_PASS, Truth.BAD), 1,
                                new Counted("never", DecisionSource.FIRST_PASS, Truth.PENDING), -1,
                                new Counted("never", DecisionSource.FIRST_PASS, Truth.MISSING), 1,
                                new Counted("corrected", DecisionSource.FIRST_PASS, Truth.BAD), -1,
                                new Counted("corrected", DecisionSource.FIRST_PASS, Truth.GOOD), 1,
                                new Counted("early", DecisionSource.FIRST_PASS, Truth.BAD), 1));
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    private record Counted(String id, DecisionSource source, Truth truth) {}

    private KeyedTwoInputStreamOperatorTestHarness<String, Feedback, Label, QualityChange>
            newHarness() throws Exception {
        function =
                new LabelJoinFunction(
                        new JoinRules(Duration.ofMillis(HORIZON), Duration.ofMillis(EARLY)));
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(function),
                Feedback::eventId,
                Label::eventId,
                Types.STRING);
    }

    private void feedback(Feedback feedback) throws Exception {
        harness.processElement1(feedback, feedback.eventTimeMs());
    }

    private void label(String id, boolean bad, long availableAt) throws Exception {
        harness.processElement2(new Label(id, bad, availableAt), availableAt);
    }

    private void watermark(long time) throws Exception {
        harness.processBothWatermarks(new Watermark(time));
    }

    private Map<Counted, Integer> counted() {
        Map<Counted, Integer> counts = new HashMap<>();
        for (QualityChange change : changes()) {
            LabelledFeedback record = change.record();
            counts.merge(
                    new Counted(
                            record.feedback().eventId(),
                            record.feedback().source(),
                            record.truth()),
                    change.count(),
                    Integer::sum);
        }
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    private Map<Truth, Integer> truths() {
        Map<Truth, Integer> counts = new HashMap<>();
        counted().forEach((counted, count) -> counts.merge(counted.truth(), count, Integer::sum));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    private List<QualityChange> changes() {
        return harness.extractOutputValues();
    }
}
