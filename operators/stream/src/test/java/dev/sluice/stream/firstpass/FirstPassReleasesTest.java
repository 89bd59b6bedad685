// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.firstpass;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ModelStatus.State;
import dev.sluice.decisioning.release.Release;
import dev.sluice.decisioning.release.ReleaseMode;
import dev.sluice.decisioning.release.ShadowScore;
import dev.sluice.inference.InferenceException;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.deadletter.DeadLetters;
import dev.sluice.stream.model.JobPolicy;
import dev.sluice.stream.model.ModelProvider;
import dev.sluice.stream.model.ModelStatuses;
import dev.sluice.stream.model.ReleaseSupport;
import dev.sluice.stream.model.ReleasedModels;
import dev.sluice.stream.model.Releasing;
import dev.sluice.testing.FakeManifests;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.TestEvents;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/** Versions of the first pass that come and go while it runs. */
@Timeout(60)
class FirstPassReleasesTest {

    private static final FirstPassConfig CONFIG = new FirstPassConfig(4, Duration.ofMillis(5));
    private static final Calibration OTHER = new Calibration(2, 0.5, Calibration.IDENTITY.bins());

    private final FakeModelBackend first = FakeModelBackend.firstPass(TestEvents.FEATURES);
    private final Models models = new Models();
    private final Releasing releasing = new Releasing("first-pass", TestEvents.POLICY);
    private OneInputStreamOperatorTestHarness<Flow<FeaturizedEvent>, Flow<ScoredEvent>> harness;
    private long nowMs = 1_000;

    @BeforeEach
    void open() throws Exception {
        harness =
                new OneInputStreamOperatorTestHarness<>(
                        new FirstPassOperatorFactory(
                                loader -> first,
                                JobPolicy.of(TestEvents.POLICY),
                                CONFIG,
                                new ReleaseSupport("job", models)));
        harness.setup(FirstPassStage.OUTPUT.createSerializer(new SerializerConfigImpl()));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void swapsBetweenTwoBatchesAndNoRecordIsOfTwoVersions() throws Exception {
        FakeModelBackend second = models.add("v2");
        prepared("v2", ReleaseMode.LIVE, 1, fitted());
        send("a", 0.2);
        send("b", 0.2);
        tell(releasing.activate());
        send("c", 0.2);
        harness.endInput();

        assertThat(scored())
                .extracting(ScoredEvent::modelVersion)
                .containsExactly(
                        FakeManifests.FIRST_PASS_VERSION, FakeManifests.FIRST_PASS_VERSION, "v2");
        assertThat(scored().get(1).probability()).isCloseTo(0.2, within(1e-6));
        assertThat(scored().get(2).probability())
                .as("its calibration comes with it")
                .isCloseTo(OTHER.apply(0.2f), within(1e-12));
        assertThat(first.isClosed()).isTrue();
        assertThat(second.isClosed()).isFalse();
        assertThat(states()).endsWith(State.CLOSED);
    }

    @Test
    void goesOnWhileAVersionIsLoaded() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        models.add("slow").before((signature, rows) -> awaitQuietly(loading));
        tell(releasing.prepare("slow", ReleaseMode.LIVE, 1));
        send("a", 0.2);
        poll();

        harness.prepareSnapshotPreBarrier(1);
        assertThat(scored()).hasSize(1);
        assertThat(states()).isEmpty();
        loading.countDown();
        awaitState(State.PREPARED);
    }

    @Test
    void refusesWhatCannotBeLoadedAndGoesOn() throws Exception {
        tell(releasing.prepare("missing", ReleaseMode.LIVE, 1));
        awaitState(State.REFUSED);
        send("a", 0.2);
        harness.endInput();

        assertThat(scored())
                .extracting(ScoredEvent::modelVersion)
                .containsExactly(first.manifest().version());
        assertThat(statuses())
                .last()
                .extracting(ModelStatus::detail)
                .asString()
                .contains("missing");
    }

    @Test
    void refusesWhatGivesNoProbabilityWhenItIsTriedOut() throws Exception {
        FakeModelBackend bad =
                models.add("bad").answering("probability", row -> new float[] {Float.NaN});
        tell(releasing.prepare("bad", ReleaseMode.LIVE, 1));
        awaitState(State.REFUSED);

        assertThat(bad.isClosed()).isTrue();
    }

    @Test
    void scoresInTheShadowAfterTheDecisionsHaveLeft() throws Exception {
        models.add("v2").answering("probability", row -> new float[] {0.9f});
        trial("v2", ReleaseMode.SHADOW, 1);
        send("a", 0.1);
        send("b", 0.9);
        harness.endInput();

        assertThat(scored())
                .extracting(ScoredEvent::modelVersion)
                .containsOnly(FakeManifests.FIRST_PASS_VERSION);
        List<ShadowScore> shadows = shadows();
        assertThat(shadows).extracting(ShadowScore::eventId).containsExactly("a", "b");
        assertThat(shadows.get(0).probability()).isCloseTo(0.9, within(1e-6));
        assertThat(shadows.get(0).liveProbability()).isCloseTo(0.1, within(1e-6));
        assertThat(shadows.get(0).outcome()).isNotEqualTo(shadows.get(0).liveOutcome());
        nowMs += 2_000;
        harness.setProcessingTime(nowMs);
        ModelStatus figures = statuses().get(statuses().size() - 1);
        assertThat(figures.state()).isEqualTo(State.FIGURES);
        assertThat(figures.figures().records()).isEqualTo(2);
        assertThat(figures.figures().disagreements()).isEqualTo(1);
    }

    @Test
    void aCanaryDecidesForItsEntitiesAlone() throws Exception {
        models.add("v2").answering("probability", row -> new float[] {0.75f});
        trial("v2", ReleaseMode.CANARY, 0.3);
        for (int i = 0; i < 400; i++) {
            sendOf("customer-" + i % 100, "e" + i);
        }
        harness.endInput();

        Map<String, String> by = new ConcurrentHashMap<>();
        for (ScoredEvent event : scored()) {
            String before = by.put(event.event().entityKey(), event.modelVersion());
            assertThat(before).isIn(null, event.modelVersion());
            assertThat(event.rawProbability())
                    .isEqualTo(event.modelVersion().equals("v2") ? 0.75f : 0.1f);
        }
        assertThat(by.values()).filteredOn("v2"::equals).hasSizeBetween(15, 45);
        assertThat(scored())
                .extracting(event -> event.event().eventId())
                .as("in order")
                .containsExactlyElementsOf(
                        java.util.stream.IntStream.range(0, 400).mapToObj(i -> "e" + i).toList());
        assertThat(shadows()).allMatch(score -> score.mode() == ReleaseMode.CANARY);
    }

    @Test
    void theLiveOneAnswersWhereACanaryThrowsOrBabbles() throws Exception {
        FakeModelBackend canary = models.add("v2");
        trial("v2", ReleaseMode.CANARY, 1);
        canary.before(
                (signature, rows) -> {
                    throw new InferenceException("lost", null);
                });
        send("a", 0.2);
        harness.prepareSnapshotPreBarrier(1);
        canary.before((signature, rows) -> {})
                .answering("probability", row -> new float[] {Float.NaN});
        send("b", 0.2);
        harness.endInput();

        assertThat(scored())
                .extracting(ScoredEvent::modelVersion)
                .containsExactly(
                        FakeManifests.FIRST_PASS_VERSION, FakeManifests.FIRST_PASS_VERSION);
        assertThat(harness.getSideOutput(DeadLetters.TAG)).isNull();
        nowMs += 2_000;
        harness.setProcessingTime(nowMs);
        ModelStatus figures = statuses().get(statuses().size() - 1);
        assertThat(figures.figures().errors()).isEqualTo(1);
        assertThat(figures.figures().badOutputs()).isEqualTo(1);
    }

    @Test
    void promotesACanaryWithoutLoadingItAgain() throws Exception {
        FakeModelBackend canary = models.add("v2");
        trial("v2", ReleaseMode.CANARY, 0.5);
        prepared("v2", ReleaseMode.LIVE, 1, fitted());
        tell(releasing.activate());
        send("a", 0.2);
        harness.endInput();

        assertThat(models.opened).containsEntry("v2", 1);
        assertThat(scored().get(0).modelVersion()).isEqualTo("v2");
        assertThat(canary.isClosed()).isFalse();
        assertThat(first.isClosed()).isTrue();
    }

    @Test
    void closesATrialThatIsTakenBack() throws Exception {
        FakeModelBackend canary = models.add("v2");
        trial("v2", ReleaseMode.CANARY, 1);
        tell(releasing.rollback("v2"));
        send("a", 0.2);
        harness.endInput();

        assertThat(canary.isClosed()).isTrue();
        assertThat(scored().get(0).modelVersion()).isEqualTo(FakeManifests.FIRST_PASS_VERSION);
    }

    @Test
    void opensWhatWasLiveBeforeARestartAheadOfTheFirstEvent() throws Exception {
        models.add("v2");
        releasing.prepare("v2", ReleaseMode.LIVE, 1, fitted());
        tell(releasing.activate());
        send("a", 0.2);
        harness.endInput();

        assertThat(scored().get(0).modelVersion()).isEqualTo("v2");
        assertThat(scored().get(0).probability()).isCloseTo(OTHER.apply(0.2f), within(1e-12));
    }

    @Test
    void ignoresWhatItWasToldBefore() throws Exception {
        models.add("v2");
        models.add("v3");
        releasing.prepare("v2", ReleaseMode.LIVE, 1);
        ControlMessage old = releasing.activate();
        releasing.prepare("v3", ReleaseMode.LIVE, 1);
        tell(releasing.activate());
        tell(old);
        send("a", 0.2);
        harness.endInput();

        assertThat(scored().get(0).modelVersion()).isEqualTo("v3");
    }

    @Test
    void tellsOfALiveReleaseThatGivesNoProbability() throws Exception {
        FakeModelBackend second = models.add("v2");
        prepared("v2", ReleaseMode.LIVE, 1, fitted());
        tell(releasing.activate());
        second.answering("probability", row -> new float[] {Float.NaN});
        send("a", 0.2);
        harness.prepareSnapshotPreBarrier(1);
        nowMs += 2_000;
        harness.setProcessingTime(nowMs);

        assertThat(harness.getSideOutput(DeadLetters.TAG)).hasSize(1);
        ModelStatus figures = statuses().get(statuses().size() - 1);
        assertThat(figures.state()).isEqualTo(State.FIGURES);
        assertThat(figures.version()).isEqualTo("v2");
        assertThat(figures.figures().badOutputs()).isEqualTo(1);
    }

    private void trial(String version, ReleaseMode mode, double share) throws Exception {
        prepared(version, mode, share, TestEvents.POLICY.withVersion("policy-of-" + version));
        tell(releasing.activate());
    }

    private void prepared(String version, ReleaseMode mode, double share, Policy policy)
            throws Exception {
        long before = states().stream().filter(State.PREPARED::equals).count();
        tell(releasing.prepare(version, mode, share, policy));
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(2))
                .untilAsserted(
                        () -> {
                            poll();
                            assertThat(states().stream().filter(State.PREPARED::equals).count())
                                    .isGreaterThan(before);
                        });
    }

    private void awaitState(State state) {
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(2))
                .untilAsserted(
                        () -> {
                            poll();
                            assertThat(states()).contains(state);
                        });
    }

    private void poll() throws Exception {
        nowMs += 50;
        harness.setProcessingTime(nowMs);
    }

    private void tell(ControlMessage message) throws Exception {
        harness.processElement(new StreamRecord<>(Flow.control(message)));
    }

    private void send(String id, double probability) throws Exception {
        harness.processElement(
                new StreamRecord<>(Flow.event(TestEvents.event(id, probability, 0.5)), 1000));
    }

    private void sendOf(String entity, String id) throws Exception {
        FeaturizedEvent event = TestEvents.event(id, 0.1, 0.5);
        harness.processElement(
                new StreamRecord<>(
                        Flow.event(
                                new FeaturizedEvent(
                                        event.eventId(),
                                        entity,
                                        event.eventTimeMs(),
                                        event.stake(),
                                        event.features(),
                                        event.context())),
                        1000));
    }

    private List<ScoredEvent> scored() {
        return harness.extractOutputValues().stream()
                .filter(flow -> !flow.isControl())
                .map(flow -> flow.event())
                .toList();
    }

    private List<State> states() {
        return statuses().stream().map(ModelStatus::state).toList();
    }

    private List<ModelStatus> statuses() {
        return side(ModelStatuses.TAG);
    }

    private List<ShadowScore> shadows() {
        return side(ModelStatuses.SHADOW);
    }

    private <T> List<T> side(org.apache.flink.util.OutputTag<T> tag) {
        var output = harness.getSideOutput(tag);
        return output == null ? List.of() : output.stream().map(StreamRecord::getValue).toList();
    }

    private static Policy fitted() {
        return TestEvents.POLICY.withVersion("fitted").withFirstPass(OTHER);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Fakes by version; what is not there cannot be loaded. */
    private static final class Models implements ReleasedModels {

        private static final long serialVersionUID = 1L;

        private final transient Map<String, FakeModelBackend> there = new ConcurrentHashMap<>();
        private final transient Map<String, Integer> opened = new ConcurrentHashMap<>();

        FakeModelBackend add(String version) {
            FakeModelBackend model = FakeModelBackend.firstPass(TestEvents.FEATURES);
            FakeModelBackend named =
                    new FakeModelBackend(FakeManifests.version(model.manifest(), version))
                            .answering("probability", row -> new float[] {row.get("features")[0]})
                            .answering("novelty", row -> new float[] {row.get("features")[1]});
            there.put(version, named);
            return named;
        }

        @Override
        public ModelProvider provider(Release release) {
            return loader -> {
                FakeModelBackend model = there.get(release.version());
                if (model == null) {
                    throw new ModelLoadException(
                            ModelLoadException.Reason.FILE_MISSING, release.uri() + " is missing");
                }
                opened.merge(release.version(), 1, Integer::sum);
                return model;
            };
        }
    }
}
