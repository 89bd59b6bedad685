// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.DeepJudge;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.gate.ComputeBudget;
import dev.sluice.decisioning.gate.GateDecisions;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GatePolicy;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.testing.FakeManifests;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.ManualClock;
import dev.sluice.testing.TestEvents;

import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Which version of the policy deep judges a record under, and stamps. */
@Timeout(60)
class DeepPoliciesTest {

    private static final long NOW = 1_000_000;
    private static final DeepConfig CONFIG = DeepConfig.DEFAULT.withoutDeadline();
    private static final Policy FIRST = TestEvents.POLICY;
    private static final Policy SECOND = calibrated("policy-2", 0.7);
    private static final Policy THIRD = calibrated("policy-3", 0.9);

    private final ManualClock clock = new ManualClock(NOW);
    private final Semaphore batches = new Semaphore(0);
    private DeepHarness harness;

    @AfterEach
    void close() throws Exception {
        batches.release(1_000_000);
        if (harness != null) {
            harness.close();
        }
    }

    @Test
    void judgesEachRecordUnderTheVersionThatTheGateSawItUnder() throws Exception {
        harness = DeepHarness.of(loader -> model(), CONFIG, clock).open();
        harness.send(escalation("first", FIRST));
        harness.send(published(SECOND, 10));
        harness.send(escalation("on the way", FIRST));
        harness.send(escalation("second", SECOND));
        harness.awaitDecisions(3);

        assertJudged("first", FIRST);
        assertJudged("on the way", FIRST);
        assertJudged("second", SECOND);
    }

    @Test
    void finishesWhatIsInFlightUnderTheVersionThatItBeganWith() throws Exception {
        FakeModelBackend held = model().hold(batches);
        harness = DeepHarness.of(loader -> held, CONFIG, clock).open();
        harness.send(escalation("in flight", FIRST));
        await().until(() -> !held.runs().isEmpty());
        harness.send(published(SECOND, 10));
        harness.send(escalation("later", SECOND));
        batches.release(1_000_000);
        harness.awaitDecisions(2);

        assertJudged("in flight", FIRST);
        assertJudged("later", SECOND);
    }

    @Test
    void judgesUnderTheLatestAVersionThatItHasNotHeardOf() throws Exception {
        harness = DeepHarness.of(loader -> model(), CONFIG, clock).open();
        harness.send(published(SECOND, 10));
        harness.send(escalation("ahead", THIRD));
        harness.awaitDecisions(1);

        assertThat(harness.byId().get("ahead").versions().policy()).isEqualTo("policy-2");
    }

    @Test
    void knowsItsVersionsAfterARestore() throws Exception {
        FakeModelBackend held = model().hold(batches);
        harness = DeepHarness.of(loader -> held, CONFIG, clock).open();
        harness.send(published(SECOND, 10));
        harness.send(published(THIRD, 20));
        harness.send(escalation("second", SECOND));
        harness.send(escalation("third", THIRD));
        OperatorSubtaskState state = harness.snapshot();
        harness.cancel();

        harness = DeepHarness.of(loader -> model(), CONFIG, clock).open(state);
        harness.awaitDecisions(2);

        assertJudged("second", SECOND);
        assertJudged("third", THIRD);
    }

    @Test
    void goesOnWithoutAPolicyThatItCannotJudgeUnder() throws Exception {
        harness = DeepHarness.of(loader -> model(), CONFIG, clock).open();
        harness.send(
                published(
                        Policy.of(
                                "other-strategy",
                                "fake",
                                FIRST.costs(),
                                FIRST.firstPass(),
                                Map.of("refine", Calibration.IDENTITY),
                                FIRST.gate()),
                        10));
        harness.send(
                Flow.control(new ControlMessage(ControlMessage.Kind.POLICY, "version: [", 11)));
        harness.send(escalation("a", FIRST));
        harness.awaitDecisions(1);

        assertJudged("a", FIRST);
    }

    private void assertJudged(String id, Policy policy) {
        Decision alone =
                DeepJudge.judgeAll(model(), policy, CONFIG, List.of(escalation(id, policy))).get(0);
        assertThat(harness.byId().get(id)).isEqualTo(TestEvents.withoutTimings(alone));
        assertThat(alone.versions().policy()).isEqualTo(policy.version());
    }

    private static Flow<Escalation> published(Policy policy, long issuedAtMs) {
        return Flow.control(
                new ControlMessage(ControlMessage.Kind.POLICY, ModelJson.yaml(policy), issuedAtMs));
    }

    private static Escalation escalation(String id, Policy policy) {
        var scored = TestEvents.scored(id, 0.1, 0.1);
        return GateDecisions.escalation(
                scored,
                new GatePolicy(policy, new ComputeBudget(policy.gate().budget(), 1))
                        .judge(scored, GateMode.ON, NOW),
                policy,
                7,
                FakeManifests.DEEP_VERSION,
                NOW);
    }

    private static Policy calibrated(String version, double slope) {
        return Policy.of(
                version,
                "fake",
                FIRST.costs(),
                FIRST.firstPass(),
                Map.of("monte-carlo", new Calibration(slope, 0, Calibration.IDENTITY.bins())),
                FIRST.gate());
    }

    private static FakeModelBackend model() {
        return FakeModelBackend.deep(TestEvents.FEATURES, TestEvents.CONTEXT);
    }
}
