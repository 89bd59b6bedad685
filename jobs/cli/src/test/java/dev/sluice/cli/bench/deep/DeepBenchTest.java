// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.deep;

import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.DeepJudge;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.TestEvents;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class DeepBenchTest {

    private static final long SEED = 9;
    private static final DeepConfig CONFIG =
            DeepConfig.DEFAULT.withoutDeadline().withMaxBatchRows(64);

    private final DeepWorkload workload =
            new DeepWorkload(escalations(150), model(), TestEvents.POLICY);

    @ParameterizedTest
    @EnumSource(StaticBatches.Shape.class)
    void comparesWithBatchesThatDecideTheSame(StaticBatches.Shape shape) {
        List<Decision> scheduled = judge(workload);
        List<Decision> batched = new ArrayList<>();
        new StaticBatches(workload, CONFIG, 64).decide(workload.escalations(), shape, batched::add);

        assertThat(batched.stream().map(TestEvents::withoutTimings))
                .as("seed %d", SEED)
                .containsExactlyElementsOf(
                        scheduled.stream().map(TestEvents::withoutTimings).toList());
    }

    @Test
    void keepsTheShapeOfABatchUntilItsSlowestRecordIsDecided() {
        RecordedCalls kept = new RecordedCalls(model());
        RecordedCalls shrinking = new RecordedCalls(model());
        List<Escalation> escalations = workload.escalations();
        batches(kept).decide(escalations, StaticBatches.Shape.KEPT, decision -> {});
        batches(shrinking).decide(escalations, StaticBatches.Shape.SHRINKING, decision -> {});

        assertThat(kept.calls())
                .filteredOn(call -> call.signature().equals("pass"))
                .as("16 records of 4 rows, and what does not divide")
                .extracting(RecordedCalls.Call::rows)
                .containsOnly(64, 24);
        assertThat(rows(shrinking)).isLessThan(rows(kept));
    }

    @Test
    void replaysTheCallsOfTheEngineOnTheBareModel() {
        RecordedCalls engine = new RecordedCalls(model());
        judge(new DeepWorkload(workload.escalations(), engine, TestEvents.POLICY));
        RecordedCalls bare = new RecordedCalls(model());
        RawModel raw =
                new RawModel(new DeepWorkload(workload.escalations(), bare, TestEvents.POLICY), 64);
        bare.calls().clear();
        raw.replay(engine.calls());

        assertThat(bare.calls()).isEqualTo(engine.calls());
    }

    @Test
    void runsTheTrunkOnceOrWithEachPass() {
        RecordedCalls bare = new RecordedCalls(model());
        RawModel raw = new RawModel(new DeepWorkload(escalations(10), bare, TestEvents.POLICY), 64);
        bare.calls().clear();
        raw.sharedTrunk(3);
        assertThat(bare.calls())
                .extracting(RecordedCalls.Call::signature)
                .containsExactly("encode", "pass", "pass", "pass");

        bare.calls().clear();
        raw.wholeNetwork(2);
        assertThat(bare.calls())
                .extracting(RecordedCalls.Call::signature)
                .containsExactly("encode", "pass", "encode", "pass");
    }

    @Test
    void comparesPassesAndOutcomesWithTheFixedRule() {
        PassFigures figures = DeepBench.passes(workload);

        assertThat(figures.records()).isEqualTo(150);
        assertThat(figures.fixedPasses()).isEqualTo(150 * 32);
        assertThat(figures.passes()).isBetween(150 * 4L, 150 * 32L - 1);
        assertThat(figures.agreement()).isBetween(0.9, 1.0);
    }

    @Test
    void dividesTheRatesOfTheVariants() {
        DeepBenchReport report =
                DeepBench.report(
                        List.of(
                                new PassFigures(10, 50, 320, 10),
                                new PassFigures(30, 150, 960, 29)),
                        Map.of(
                                // the machine was half as fast in the second round
                                "continuous", new double[] {60, 30, 60},
                                "raw-model", new double[] {80, 40, 80},
                                "static", new double[] {20, 10, 20},
                                "static-shrinking", new double[] {40, 20, 40},
                                "one-by-one", new double[] {2, 1, 2},
                                "fixed-shared-trunk", new double[] {30, 15, 30},
                                "fixed-whole-network", new double[] {5, 2.5, 5}),
                        30,
                        MachineFacts.of(model().device()));

        assertThat(report.passesRatio()).isCloseTo(6.4, within(1e-9));
        assertThat(report.outcomeAgreement()).isCloseTo(39 / 40.0, within(1e-9));
        assertThat(report.meanPasses()).isCloseTo(5, within(1e-9));
        assertThat(report.sharedTrunk()).isEqualTo(6);
        assertThat(report.vsStaticBatching()).isEqualTo(3);
        assertThat(report.vsShrinkingBatching()).isEqualTo(1.5);
        assertThat(report.vsOneByOne()).isEqualTo(30);
        assertThat(report.vsRawModel()).isEqualTo(0.75);
        assertThat(report.recordsPerSecond()).containsEntry("continuous", 60.0);
    }

    @Test
    void refusesAWorkloadOfNothing() {
        assertThatThrownBy(() -> new DeepWorkload(List.of(), model(), TestEvents.POLICY))
                .hasMessageContaining("escalates none of the records");
    }

    private static StaticBatches batches(RecordedCalls model) {
        return new StaticBatches(
                new DeepWorkload(escalations(1), model, TestEvents.POLICY), CONFIG, 64);
    }

    private static int rows(RecordedCalls model) {
        return model.calls().stream().mapToInt(RecordedCalls.Call::rows).sum();
    }

    private static List<Decision> judge(DeepWorkload workload) {
        return DeepJudge.judgeAll(
                workload.model(), workload.policy(), CONFIG, workload.escalations());
    }

    private static FakeModelBackend model() {
        return FakeModelBackend.deep(TestEvents.FEATURES, TestEvents.CONTEXT);
    }

    private static List<Escalation> escalations(int count) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Escalation> escalations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            escalations.add(
                    TestEvents.escalation(
                            "event-" + i,
                            random.nextBoolean() ? 0.1 : 0.5,
                            random.nextDouble(0.98),
                            0));
        }
        return escalations;
    }
}
