// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import dev.sluice.decisioning.event.FeaturizedEvent;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class LabelledFeatureFunctionTest {

    private static final long LATENESS = 100;
    private static final long DEDUP = 200;

    private LabelledFeatureFunction<Reading, Mark, FeaturizedEvent> function;
    private KeyedTwoInputStreamOperatorTestHarness<String, Reading, Mark, FeaturizedEvent> harness;

    @AfterEach
    void close() throws Exception {
        if (harness != null) {
            harness.close();
        }
    }

    @Test
    void arrivalAnswersAtOnce() throws Exception {
        open(FeatureOrder.ARRIVAL);
        event("b", 20);
        event("a", 10);
        assertThat(ids()).containsExactly("b", "a");
    }

    @Test
    void eventTimeHoldsBackAndAppliesByTimeThenId() throws Exception {
        open(FeatureOrder.EVENT_TIME);
        event("z", 20);
        event("c", 20);
        event("a", 30);
        event("b", 10);
        assertThat(ids()).isEmpty();
        watermark(20);
        assertThat(ids()).containsExactly("b", "c", "z");
        watermark(30);
        assertThat(ids()).containsExactly("b", "c", "z", "a");
    }

    @Test
    void labelsComeBeforeEventsOfTheirMoment() throws Exception {
        open(FeatureOrder.EVENT_TIME);
        event("b", 20);
        label("a", 10, 20, true);
        label("c", 10, 21, true);
        watermark(25);
        assertThat(harness.extractOutputValues().get(0).features()[2]).isEqualTo(1);
    }

    @Test
    void lateEventIsAppliedAtOnceAndCounted() throws Exception {
        open(FeatureOrder.EVENT_TIME);
        watermark(50);
        event("late", 50);
        event("intime", 51);
        assertThat(ids()).containsExactly("late");
        assertThat(function.metrics().lateEvents.getCount()).isEqualTo(1);
    }

    @Test
    void lateLabelIsAppliedAtOnceAndCounted() throws Exception {
        open(FeatureOrder.EVENT_TIME);
        watermark(50);
        label("a", 10, 50, true);
        event("b", 60);
        watermark(60);
        assertThat(harness.extractOutputValues().get(0).features()[2]).isEqualTo(1);
        assertThat(function.metrics().lateLabels.getCount()).isEqualTo(1);
    }

    @Test
    void repeatedIdIsCountedAndDropped() throws Exception {
        for (FeatureOrder order : FeatureOrder.values()) {
            open(order);
            event("a", 10);
            event("a", 10);
            event("b", 20);
            watermark(30);
            event("a", 10);
            assertThat(ids()).as("%s", order).containsExactly("a", "b");
            assertThat(harness.extractOutputValues().get(1).features()[1]).isEqualTo(2);
            assertThat(function.metrics().duplicateEvents.getCount()).isEqualTo(2);
            close();
        }
    }

    @Test
    void idIsForgottenOneHorizonAfterItsEvent() throws Exception {
        open(FeatureOrder.ARRIVAL);
        event("a", 10);
        watermark(10 + DEDUP - 1);
        event("a", 10);
        assertThat(ids()).hasSize(1);
        watermark(10 + DEDUP);
        event("a", 10);
        assertThat(ids()).hasSize(2);
    }

    @Test
    void idsOfABusyEntityAreRememberedAndForgottenLikeAnyOther() throws Exception {
        open(FeatureOrder.ARRIVAL);
        int many = 5 * RecentIds.CAPACITY;
        for (int i = 0; i < many; i++) {
            event("e" + i, 10 + i % 2);
        }
        for (int i = 0; i < many; i++) {
            event("e" + i, 10 + i % 2);
        }
        assertThat(ids()).hasSize(many);
        assertThat(function.metrics().duplicateEvents.getCount()).isEqualTo(many);
        // the even ones are one horizon old now, the odd ones not yet
        watermark(10 + DEDUP);
        for (int i = 0; i < many; i++) {
            event("e" + i, 10 + i % 2);
        }
        assertThat(ids()).hasSize(many + many / 2);
        watermark(10_000);
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void firstLabelOfAnEventCounts() throws Exception {
        open(FeatureOrder.ARRIVAL);
        label("a", 10, 20, false);
        label("a", 10, 30, true);
        label("b", 10, 20, true);
        label("b", 10, 20, true);
        event("c", 40);
        assertThat(harness.extractOutputValues().get(0).features()[2]).isEqualTo(1);
        assertThat(function.metrics().duplicateLabels.getCount()).isEqualTo(2);
    }

    @Test
    void ofContradictingLabelsOfAMomentThePositiveCounts() throws Exception {
        open(FeatureOrder.EVENT_TIME);
        label("a", 10, 20, false);
        label("a", 10, 20, true);
        event("c", 40);
        watermark(40);
        assertThat(harness.extractOutputValues().get(0).features()[2]).isEqualTo(1);
    }

    @Test
    void oneTimerAKeyAndNothingLeftWhenItHasRun() throws Exception {
        open(FeatureOrder.ARRIVAL);
        for (int i = 0; i < 50; i++) {
            event("e" + i, i * 10);
            label("e" + i, i * 10, i * 10, true);
        }
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        watermark(CountingFeatures.REACH + LATENESS + 489);
        assertThat(harness.numKeyedStateEntries()).isPositive();
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        watermark(CountingFeatures.REACH + LATENESS + 490);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void nothingIsLeftUnderEventTimeEither() throws Exception {
        open(FeatureOrder.EVENT_TIME);
        event("a", 10);
        label("a", 10, 500, true);
        watermark(10_000);
        assertThat(ids()).containsExactly("a");
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void whatIsHeldBackSurvivesARestore() throws Exception {
        open(FeatureOrder.EVENT_TIME);
        event("a", 10);
        label("x", 5, 8, true);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        close();
        harness = newHarness(FeatureOrder.EVENT_TIME);
        harness.initializeState(snapshot);
        harness.open();
        event("a", 10);
        event("b", 10);
        watermark(10);
        assertThat(ids()).containsExactly("a", "b");
        assertThat(harness.extractOutputValues().get(0).features()[2]).isEqualTo(1);
        assertThat(function.metrics().duplicateEvents.getCount()).isEqualTo(1);
    }

    private void open(FeatureOrder order) throws Exception {
        harness = newHarness(order);
        harness.open();
    }

    private KeyedTwoInputStreamOperatorTestHarness<String, Reading, Mark, FeaturizedEvent>
            newHarness(FeatureOrder order) throws Exception {
        FeatureConfig config =
                new FeatureConfig(order, Duration.ofMillis(DEDUP), Duration.ofMillis(LATENESS));
        function =
                new LabelledFeatureFunction<>(
                        new CountingFeatures(),
                        TypeInformation.of(Reading.class),
                        TypeInformation.of(Mark.class),
                        config);
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(function),
                Reading::entity,
                Mark::entity,
                Types.STRING);
    }

    private void event(String id, long time) throws Exception {
        harness.processElement1(new Reading(id, "k", time, 1), time);
    }

    private void label(String id, long time, long availableAt, boolean positive) throws Exception {
        harness.processElement2(new Mark(id, "k", time, availableAt, positive), availableAt);
    }

    private void watermark(long time) throws Exception {
        harness.processBothWatermarks(new Watermark(time));
    }

    private List<String> ids() {
        return harness.extractOutputValues().stream().map(FeaturizedEvent::eventId).toList();
    }
}
