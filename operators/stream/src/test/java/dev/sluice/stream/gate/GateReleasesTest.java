// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.gate;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.EntityDraw;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GateTuning;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.release.ReleaseMode;
import dev.sluice.stream.model.JobPolicy;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.stream.model.Releasing;
import dev.sluice.testing.TestEvents;

import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What versions of the models mean to the gate. */
class GateReleasesTest {

    private static final Policy POLICY = TestEvents.POLICY;

    private OneInputStreamOperatorTestHarness<Flow<ScoredEvent>, Decision> harness;

    @BeforeEach
    void open() throws Exception {
        JobPolicy job =
                new JobPolicy(
                        POLICY,
                        yaml ->
                                new GateOverrides(Map.of("gate.price", "0.25"))
                                        .apply(ModelJson.policy(yaml)));
        harness =
                new OneInputStreamOperatorTestHarness<>(
                        new ProcessOperator<>(new GateFunction(job, GateMode.ON, "deep-1")));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void asksTheLiveVersionOfDeepFromItsPlaceInTheStreamOn() throws Exception {
        Releasing deep = new Releasing("deep", POLICY);
        escalate("a", "k");
        tell(deep.prepare("deep-2", ReleaseMode.LIVE, 1));
        escalate("b", "k");
        tell(deep.activate());
        escalate("c", "k");

        assertThat(asked()).containsExactly("deep-1", "deep-1", "deep-2");
    }

    @Test
    void aCanaryOfDeepIsAskedAboutItsEntitiesInThePlaceOfTheLiveOne() throws Exception {
        Releasing deep = new Releasing("deep", POLICY);
        deep.prepare("deep-2", ReleaseMode.CANARY, 0.4);
        tell(deep.activate());
        for (int i = 0; i < 50; i++) {
            escalate("e" + i, "k" + i);
        }

        List<String> asked = asked();
        assertThat(asked).hasSize(50).contains("deep-1", "deep-2");
        for (int i = 0; i < 50; i++) {
            assertThat(asked.get(i))
                    .isEqualTo(EntityDraw.of("deep-2", "k" + i) < 0.4 ? "deep-2" : "deep-1");
        }
    }

    @Test
    void aShadowOfDeepIsAskedBesides() throws Exception {
        Releasing deep = new Releasing("deep", POLICY);
        deep.prepare("deep-2", ReleaseMode.SHADOW, 1);
        tell(deep.activate());
        escalate("a", "k");

        assertThat(asked()).containsExactly("deep-1", "deep-2");
    }

    @Test
    void aLiveFirstPassBringsItsPolicyAndTheConfigurationHoldsOverIt() throws Exception {
        Releasing first = new Releasing("first-pass", POLICY);
        tell(new ControlMessage(ControlMessage.Kind.GATE_TUNING, TUNING, 10));
        first.prepare("v2", ReleaseMode.LIVE, 1, POLICY.withVersion("fitted"));
        tell(first.activate());
        harness.processElement(new StreamRecord<>(Flow.event(TestEvents.scored("a", 0.001, 0.2))));

        Decision.Versions versions = harness.extractOutputValues().get(0).versions();
        assertThat(versions.policy()).startsWith("fitted@");
        assertThat(versions.price()).as("not that of a tuning of before").isEqualTo(0.25);
    }

    @Test
    void anIntervalIsThatOfTheVersionThatScored() throws Exception {
        Calibration wide = new Calibration(1, 0, List.of(new Calibration.Bin(1, 0.0001, 0.75)));
        Releasing first = new Releasing("first-pass", POLICY);
        first.prepare("v2", ReleaseMode.CANARY, 1, POLICY.withFirstPass(wide));
        tell(first.activate());
        ScoredEvent live = TestEvents.scored("a", 0.001, 0.2);
        harness.processElement(new StreamRecord<>(Flow.event(live)));
        harness.processElement(new StreamRecord<>(Flow.event(by("v2", live))));

        List<Decision> decisions = harness.extractOutputValues();
        assertThat(decisions.get(0).verdict().high())
                .isEqualTo(POLICY.firstPass().high(live.probability()));
        assertThat(decisions.get(1).verdict().high()).isEqualTo(0.75);
    }

    private static final String TUNING = ModelJson.json(GateTuning.of(POLICY.gate()));

    private void tell(ControlMessage message) throws Exception {
        harness.processElement(new StreamRecord<>(Flow.control(message)));
    }

    private void escalate(String id, String entity) throws Exception {
        ScoredEvent scored = TestEvents.scored(id, 0.1, 0.2);
        FeaturizedEvent event = scored.event();
        harness.processElement(
                new StreamRecord<>(
                        Flow.event(
                                with(
                                        scored,
                                        new FeaturizedEvent(
                                                event.eventId(),
                                                entity,
                                                event.eventTimeMs(),
                                                event.stake(),
                                                event.features(),
                                                event.context()),
                                        scored.modelVersion()))));
    }

    private static ScoredEvent by(String version, ScoredEvent scored) {
        return with(scored, scored.event(), version);
    }

    private static ScoredEvent with(ScoredEvent scored, FeaturizedEvent event, String version) {
        return new ScoredEvent(
                event,
                scored.rawProbability(),
                scored.probability(),
                scored.novelty(),
                version,
                scored.batchMicros(),
                scored.inferenceMicros(),
                scored.device(),
                scored.natives());
    }

    private List<String> asked() {
        return harness.getSideOutput(GateStage.ESCALATIONS).stream()
                .map(StreamRecord::getValue)
                .filter(flow -> !flow.isControl())
                .map(flow -> flow.event())
                .map(Escalation::deepModelVersion)
                .toList();
    }
}
