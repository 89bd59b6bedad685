// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.release.ReleaseMode;
import dev.sluice.inference.ModelInputs;
import dev.sluice.stream.deadletter.DeadLetters;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.stream.model.Releasing;
import dev.sluice.testing.TestEvents;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class LastFeatureFunctionTest {

    private static final ModelInputs INPUTS =
            new ModelInputs("test", List.of("value", "events", "marks"), List.of(), 0, List.of());

    private KeyedTwoInputStreamOperatorTestHarness<
                    String, Reading, ControlMessage, Flow<FeaturizedEvent>>
            harness;

    @AfterEach
    void close() throws Exception {
        if (harness != null) {
            harness.close();
        }
    }

    @Test
    void controlKeepsItsPlaceAmongTheEvents() throws Exception {
        open(FeatureOrder.ARRIVAL);
        event("a", 10, 1);
        control("off", 5);
        event("b", 20, 1);
        assertThat(flow()).containsExactly("a", "off", "b");
    }

    @Test
    void latestIssuedOfAKindHolds() throws Exception {
        open(FeatureOrder.ARRIVAL);
        control("off", 5);
        control("on", 4);
        control("on", 5);
        control("on", 6);
        assertThat(flow()).containsExactly("off", "on");
    }

    @Test
    void whatHeldIsToldAgainAfterARestoreAheadOfTheFirstEvent() throws Exception {
        open(FeatureOrder.ARRIVAL);
        control("off", 5);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        close();
        harness = newHarness(FeatureOrder.ARRIVAL);
        harness.initializeState(snapshot);
        harness.open();
        event("a", 10, 1);
        event("b", 20, 1);
        assertThat(flow()).containsExactly("off", "a", "b");
    }

    @Test
    void aPolicyOfModelsThatAreNotLiveAnyMoreIsNotPassedOn() throws Exception {
        open(FeatureOrder.ARRIVAL);
        Releasing releasing = new Releasing("first-pass", TestEvents.POLICY);
        releasing.prepare("v2", ReleaseMode.LIVE, 1);
        ControlMessage models = releasing.activate();
        harness.processElement2(models, models.issuedAtMs());
        policy(TestEvents.POLICY.version() + "+4", models.issuedAtMs() + 10);
        policy("by-hand", models.issuedAtMs() + 20);
        assertThat(harness.extractOutputValues())
                .extracting(flow -> flow.control().kind())
                .containsExactly(ControlMessage.Kind.MODELS, ControlMessage.Kind.POLICY);
        assertThat(flow().get(1)).contains("by-hand");
    }

    private void policy(String version, long issuedAt) throws Exception {
        harness.processElement2(
                new ControlMessage(
                        ControlMessage.Kind.POLICY,
                        ModelJson.yaml(TestEvents.POLICY.withVersion(version)),
                        issuedAt),
                issuedAt);
    }

    @Test
    void idleControlHoldsNothingBack() throws Exception {
        open(FeatureOrder.EVENT_TIME);
        event("a", 10, 1);
        harness.processWatermarkStatus2(WatermarkStatus.IDLE);
        harness.processWatermark1(new Watermark(10));
        assertThat(flow()).containsExactly("a");
    }

    @Test
    void notFiniteFeaturesGoToTheDeadLetters() throws Exception {
        open(FeatureOrder.ARRIVAL);
        event("a", 10, Float.NaN);
        event("b", 20, Float.NEGATIVE_INFINITY);
        event("c", 30, Float.MAX_VALUE);
        event("d", 40, -Float.MIN_VALUE);
        assertThat(flow()).containsExactly("c", "d");
        List<DeadLetter> dead =
                harness.getSideOutput(DeadLetters.TAG).stream()
                        .map(record -> record.getValue())
                        .toList();
        assertThat(dead)
                .extracting(DeadLetter::reason)
                .containsExactly(DeadLetter.Reason.BAD_FEATURES, DeadLetter.Reason.BAD_FEATURES);
        assertThat(dead.get(0).stage()).isEqualTo("last-features");
        assertThat(dead.get(0).detail())
                .isEqualTo("Event a: feature value is NaN; expected a finite number.");
    }

    @Test
    void repeatedIdIsDroppedWhereThisIsTheFirstStage() throws Exception {
        open(FeatureOrder.ARRIVAL);
        event("a", 10, 1);
        event("a", 10, 1);
        assertThat(flow()).containsExactly("a");
    }

    private void open(FeatureOrder order) throws Exception {
        harness = newHarness(order);
        harness.open();
    }

    private static KeyedTwoInputStreamOperatorTestHarness<
                    String, Reading, ControlMessage, Flow<FeaturizedEvent>>
            newHarness(FeatureOrder order) throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new LastFeatureFunction<>(
                                new CountingFeatures(),
                                TypeInformation.of(Reading.class),
                                FeatureConfig.defaults(order),
                                Repeats.DROP,
                                "last-features",
                                INPUTS),
                        List.of(ControlState.DESCRIPTOR)),
                Reading::entity,
                null,
                Types.STRING);
    }

    private void event(String id, long time, float value) throws Exception {
        harness.processElement1(new Reading(id, "k", time, value), time);
    }

    private void control(String value, long issuedAt) throws Exception {
        harness.processElement2(
                new ControlMessage(ControlMessage.Kind.GATE_MODE, value, issuedAt), issuedAt);
    }

    /** Ids of events and values of control messages, in order. */
    private List<String> flow() {
        return harness.extractOutputValues().stream()
                .map(flow -> flow.isControl() ? flow.control().value() : flow.event().eventId())
                .toList();
    }
}
