// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.label;

import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.gate.Thresholds;
import dev.sluice.decisioning.quality.JoinRules;
import dev.sluice.decisioning.quality.Label;
import dev.sluice.decisioning.quality.LabelledFeedback;
import dev.sluice.decisioning.quality.MissingLabels;
import dev.sluice.decisioning.quality.Quality;
import dev.sluice.decisioning.quality.QualityChange;
import dev.sluice.decisioning.quality.QualityRules;
import dev.sluice.decisioning.quality.RecalibrationConfig;
import dev.sluice.decisioning.quality.WindowReliability;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class QualityFunctionTest {

    private static final QualityRules RULES =
            new QualityRules(CostMatrix.of(Thresholds.DEFAULT), MissingLabels.GOOD);

    /** Windows of 100, horizon 300, a record each 40 at most. */
    private static final LabelConfig CONFIG =
            new LabelConfig(
                    new JoinRules(Duration.ofMillis(300), Duration.ZERO),
                    MissingLabels.GOOD,
                    Duration.ofMillis(100),
                    Duration.ofMillis(40),
                    Recalibrating.ON,
                    RecalibrationConfig.DEFAULT);

    private KeyedOneInputStreamOperatorTestHarness<Long, QualityChange, Quality> harness;

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
    void aWindowIsWrittenAtMostOnceAnIntervalAndOnlyIfItChanged() throws Exception {
        harness.processWatermark(1_010);
        joins(pending("a", 1_011));
        joins(pending("b", 1_012));
        harness.processWatermark(1_039);
        assertThat(written()).isEmpty();
        harness.processWatermark(1_040);
        harness.processWatermark(1_200);
        joins(pending("c", 1_099));
        harness.processWatermark(1_239);
        assertThat(written()).containsExactly("1000 PROVISIONAL 2 at 1040");
        harness.processWatermark(1_240);
        assertThat(written())
                .containsExactly("1000 PROVISIONAL 2 at 1040", "1000 PROVISIONAL 3 at 1240");
    }

    @Test
    void aWindowIsWrittenALastTimeAfterTheHorizonOfItsLastEvent() throws Exception {
        joins(pending("a", 1_011));
        joins(pending("b", 1_111));
        harness.processWatermark(1_399);
        harness.processWatermark(1_400);
        assertThat(written()).contains("1000 FINAL 1 at 1400").doesNotContain("1100 FINAL");
        harness.processWatermark(1_500);
        assertThat(written()).contains("1100 FINAL 1 at 1500");
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void whatBecomesKnownReplacesWhatWasPending() throws Exception {
        LabelledFeedback pending = pending("a", 1_011);
        joins(pending);
        harness.processWatermark(1_040);
        harness.processElement(QualityChange.leaves(pending), 1_050);
        joins(pending.with(new Label("a", true, 1_050)));
        harness.processWatermark(2_000);
        List<Quality> all = harness.extractOutputValues();
        assertThat(all.get(0).outcomes().get(0).pending()).isEqualTo(1);
        assertThat(all.get(0).rates().settled()).isZero();
        Quality last = all.get(all.size() - 1);
        assertThat(last.state()).isEqualTo(Quality.State.FINAL);
        assertThat(last.outcomes().get(0).pending()).isZero();
        assertThat(last.outcomes().get(0).bad()).isEqualTo(1);
        assertThat(last.rates().settled()).isEqualTo(1);
    }

    @Test
    void sumsSurviveARestore() throws Exception {
        joins(pending("a", 1_011));
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = newHarness();
        harness.initializeState(snapshot);
        harness.open();
        joins(pending("b", 1_012));
        harness.processWatermark(2_000);
        assertThat(written()).contains("1000 FINAL 2 at 1400");
    }

    @Test
    void theReliabilityOfAWindowFollowsItsLastRecord() throws Exception {
        joins(pending("a", 1_011).with(new Label("a", true, 1_050)));
        harness.processWatermark(1_399);
        assertThat(harness.getSideOutput(QualityFunction.RELIABILITY)).isNull();
        harness.processWatermark(1_400);
        WindowReliability reliability =
                harness.getSideOutput(QualityFunction.RELIABILITY).peek().getValue();
        assertThat(reliability.windowStartMs()).isEqualTo(1_000);
        assertThat(reliability.windowEndMs()).isEqualTo(1_100);
        assertThat(reliability.bins()).hasSize(1);
        assertThat(reliability.bins().get(0).policy()).isEqualTo("policy-1");
    }

    private static KeyedOneInputStreamOperatorTestHarness<Long, QualityChange, Quality> newHarness()
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new QualityFunction(RULES, CONFIG)),
                change -> CONFIG.windowStart(change.record().feedback().eventTimeMs()),
                Types.LONG);
    }

    private static LabelledFeedback pending(String id, long eventTimeMs) {
        Feedback feedback = Feedbacks.cleared(id, eventTimeMs);
        return LabelledFeedback.pending(feedback);
    }

    private void joins(LabelledFeedback record) throws Exception {
        harness.processElement(QualityChange.joins(record), record.feedback().eventTimeMs());
    }

    private List<String> written() {
        return harness.extractOutputValues().stream()
                .map(
                        quality ->
                                quality.windowStartMs()
                                        + " "
                                        + quality.state()
                                        + " "
                                        + quality.records()
                                        + " at "
                                        + quality.asOfMs())
                .toList();
    }
}
