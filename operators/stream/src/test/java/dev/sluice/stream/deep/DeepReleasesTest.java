// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.GuardConfig;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.gate.ComputeBudget;
import dev.sluice.decisioning.gate.GateDecisions;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GatePolicy;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ModelStatus.State;
import dev.sluice.decisioning.release.Release;
import dev.sluice.decisioning.release.ReleaseMode;
import dev.sluice.decisioning.release.ShadowScore;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.model.ModelProvider;
import dev.sluice.stream.model.ReleasedModels;
import dev.sluice.stream.model.Releasing;
import dev.sluice.testing.FakeManifests;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.ManualClock;
import dev.sluice.testing.TestEvents;

import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Versions of the deep model that come and go while records are in flight. */
@Timeout(60)
class DeepReleasesTest {

    private static final long NOW = 1_000_000;
    private static final DeepConfig CONFIG =
            DeepConfig.DEFAULT
                    .withoutDeadline()
                    // the clock of the test is far ahead of its batches
                    .withGuard(new GuardConfig(Duration.ZERO, 5, Duration.ofSeconds(5)));
    private static final String FIRST = FakeManifests.DEEP_VERSION;

    private final ManualClock clock = new ManualClock(NOW);
    private final Semaphore batches = new Semaphore(0);
    private final FakeModelBackend first = FakeModels.sound();
    private final Models models = new Models();
    private final Releasing releasing = new Releasing("deep", TestEvents.POLICY);
    private DeepHarness harness;

    @AfterEach
    void close() throws Exception {
        batches.release(1_000_000);
        if (harness != null) {
            harness.cancel();
        }
    }

    @Test
    void finishesWhatIsInFlightOnTheVersionThatItWasEscalatedFor() throws Exception {
        first.hold(batches);
        models.add("d2");
        open();
        send("old", FIRST);
        await().until(() -> !first.runs().isEmpty());
        live("d2");
        send("late", FIRST);
        send("new", "d2");
        harness.awaitDecisions(1);
        assertThat(version("new")).isEqualTo("d2");
        assertThat(first.isClosed()).as("its records are not decided").isFalse();

        batches.release(1_000_000);
        harness.awaitDecisions(3);

        assertThat(version("old")).isEqualTo(FIRST);
        assertThat(version("late")).isEqualTo(FIRST);
        clock.advance(Duration.ofSeconds(11));
        awaitState(State.CLOSED);
        await().until(first::isClosed);
    }

    @Test
    void keepsAVersionThatItsLastRecordStillWaitsFor() throws Exception {
        first.hold(batches);
        models.add("d2");
        open();
        send("old", FIRST);
        live("d2");
        clock.advance(Duration.ofSeconds(60));
        assertThat(first.isClosed()).isFalse();

        batches.release(1_000_000);
        harness.awaitDecisions(1);
        clock.advance(Duration.ofSeconds(1));
        await().until(first::isClosed);
        assertThat(version("old")).isEqualTo(FIRST);
    }

    @Test
    void refusesWhatCannotBeLoadedAndGoesOn() throws Exception {
        open();
        tell(releasing.prepare("missing", ReleaseMode.LIVE, 1));
        awaitState(State.REFUSED);
        send("a", FIRST);
        harness.awaitDecisions(1);

        assertThat(version("a")).isEqualTo(FIRST);
    }

    @Test
    void judgesInTheShadowWithoutDeciding() throws Exception {
        models.add("d2");
        open();
        trial("d2", ReleaseMode.SHADOW);
        send("a", FIRST);
        send("a", "d2");
        harness.awaitDecisions(1);
        await().pollInSameThread()
                .untilAsserted(
                        () -> {
                            harness.drain();
                            assertThat(harness.shadows()).hasSize(1);
                        });

        assertThat(version("a")).isEqualTo(FIRST);
        ShadowScore shadow = harness.shadows().get(0);
        assertThat(shadow.version()).isEqualTo("d2");
        assertThat(shadow.eventId()).isEqualTo("a");
        assertThat(shadow.liveProbability()).isNaN();
    }

    @Test
    void aCanaryThatFailsFallsBackAndIsReported() throws Exception {
        FakeModelBackend bad = models.add("d2");
        open();
        trial("d2", ReleaseMode.CANARY);
        bad.answering("probability", row -> new float[] {Float.NaN});
        send("a", "d2");
        send("b", FIRST);
        harness.awaitDecisions(2);
        assertThat(harness.reason("a")).isEqualTo(DecisionReason.BAD_OUTPUT);
        assertThat(version("b")).isEqualTo(FIRST);

        clock.advance(Duration.ofSeconds(2));
        send("c", FIRST);
        harness.awaitDecisions(3);

        assertThat(harness.statuses())
                .filteredOn(status -> status.state() == State.FIGURES)
                .last()
                .satisfies(
                        status -> {
                            assertThat(status.version()).isEqualTo("d2");
                            assertThat(status.figures().badOutputs()).isEqualTo(1);
                        });
    }

    @Test
    void theLiveOneJudgesWhatAsksForAVersionThatIsGone() throws Exception {
        models.add("d2");
        open();
        live("d2");
        clock.advance(Duration.ofSeconds(11));
        awaitState(State.CLOSED);
        send("straggler", FIRST);
        harness.awaitDecisions(1);

        assertThat(version("straggler")).isEqualTo("d2");
    }

    @Test
    void opensWhatWasLiveBeforeARestartAndJudgesAgainWhatWasInFlight() throws Exception {
        FakeModelBackend second = models.add("d2").hold(batches);
        open();
        live("d2");
        send("a", "d2");
        await().until(() -> !second.runs().isEmpty());
        OperatorSubtaskState state = harness.snapshot();
        harness.cancel();
        batches.release(1_000_000);

        models.add("d2");
        harness = DeepHarness.of(loader -> FakeModels.sound(), CONFIG, clock, models).open(state);
        harness.awaitDecisions(1);

        assertThat(version("a")).isEqualTo("d2");
        assertThat(harness.byId().get("a").versions().policy()).isNotEmpty();
    }

    @Test
    void aPreparationThatACheckpointFoundIsDoneAgain() throws Exception {
        open();
        models.hold.drainPermits();
        models.add("d2");
        tell(releasing.prepare("d2", ReleaseMode.LIVE, 1));
        OperatorSubtaskState state = harness.snapshot();
        harness.cancel();
        models.hold.release(1_000);

        harness = DeepHarness.of(loader -> FakeModels.sound(), CONFIG, clock, models).open(state);
        awaitState(State.PREPARED);
    }

    private void open() throws Exception {
        harness = DeepHarness.of(loader -> first, CONFIG, clock, models).open();
    }

    private void live(String version) throws Exception {
        prepare(version, ReleaseMode.LIVE);
        tell(releasing.activate());
    }

    private void trial(String version, ReleaseMode mode) throws Exception {
        prepare(version, mode);
        tell(releasing.activate());
    }

    private void prepare(String version, ReleaseMode mode) throws Exception {
        tell(releasing.prepare(version, mode, 1));
        awaitState(State.PREPARED);
    }

    private void awaitState(State state) {
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(2))
                .untilAsserted(
                        () -> {
                            harness.drain();
                            assertThat(harness.statuses())
                                    .extracting(ModelStatus::state)
                                    .contains(state);
                        });
    }

    private void tell(ControlMessage message) throws Exception {
        harness.send(Flow.control(message));
        // every gate sends it
        harness.send(Flow.control(message));
    }

    private void send(String id, String version) throws Exception {
        var scored = TestEvents.scored(id, 0.1, 0.1);
        Escalation escalation =
                GateDecisions.escalation(
                        scored,
                        new GatePolicy(
                                        TestEvents.POLICY,
                                        new ComputeBudget(TestEvents.POLICY.gate().budget(), 1))
                                .judge(scored, GateMode.ON, NOW),
                        TestEvents.POLICY,
                        Escalation.SEED_OF_THE_EVENT,
                        version,
                        clock.nowMs());
        harness.send(escalation);
    }

    private String version(String id) {
        List<Decision> decisions =
                harness.decisions().stream().filter(each -> each.eventId().equals(id)).toList();
        assertThat(decisions).hasSize(1);
        return decisions.get(0).versions().deepModel();
    }

    /** Fakes by version; what is not there cannot be loaded. */
    private static final class Models implements ReleasedModels {

        private static final long serialVersionUID = 1L;

        private final transient Map<String, FakeModelBackend> there = new ConcurrentHashMap<>();
        private final transient Semaphore hold = new Semaphore(1_000);

        FakeModelBackend add(String version) {
            FakeModelBackend model =
                    FakeModelBackend.deep(
                            FakeManifests.version(
                                    FakeManifests.deep(TestEvents.FEATURES, TestEvents.CONTEXT),
                                    version));
            there.put(version, model);
            return model;
        }

        @Override
        public ModelProvider provider(Release release) {
            return loader -> {
                hold.acquireUninterruptibly();
                FakeModelBackend model = there.get(release.version());
                if (model == null) {
                    throw new ModelLoadException(
                            ModelLoadException.Reason.FILE_MISSING, release.uri() + " is missing");
                }
                return model;
            };
        }
    }
}
