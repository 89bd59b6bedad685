// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.fraud.CardTransaction;
import dev.sluice.fraud.FraudCosts;
import dev.sluice.fraud.FraudFeatures;
import dev.sluice.stream.model.CascadeModels;
import dev.sluice.testing.FakeManifests;
import dev.sluice.testing.FakeModelBackend;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(300)
class WorkbenchITCase {

    private static final int EVENTS = 2_000;
    private static final double SHARE = 0.05;

    @TempDir static Path scratch;
    private static Workbench workbench;

    @BeforeAll
    static void start() throws Exception {
        workbench = Workbench.start(models(), setup -> new FixedScorer(), scratch);
    }

    @AfterAll
    static void stop() {
        workbench.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyVariantDecidesEachEventOnce(Variant variant) throws Exception {
        RunFigures figures =
                workbench.run(
                        new Plan(
                                variant,
                                stream(),
                                EVENTS,
                                1,
                                variant.escalatedShare(SHARE),
                                StateBackend.HEAP));

        assertThat(figures.reconciled()).isTrue();
        assertThat(figures.decisions()).isEqualTo(EVENTS);
        assertThat(figures.tally().deep())
                .isEqualTo((long) (EVENTS * variant.escalatedShare(SHARE)));
        assertThat(figures.slices().overallRate()).isPositive();
        assertThat(figures.slices().overallCpuMicros()).isPositive();
        assertThat(figures.footprint().stateBytesOnDisk()).isZero();
    }

    @Test
    void stateOnDiskChangesNoDecision() throws Exception {
        RunFigures figures =
                workbench.run(
                        new Plan(
                                Variant.CASCADE, stream(), EVENTS, 1, SHARE, StateBackend.ROCKSDB));

        assertThat(figures.reconciled()).isTrue();
        assertThat(figures.tally().deep()).isEqualTo((long) (EVENTS * SHARE));
        assertThat(figures.footprint().stateBytesOnDisk()).isPositive();
    }

    @Test
    void aLoadIsMeasuredFromWhenItsEventsWereDue() throws Exception {
        LoadFigures figures =
                workbench.load(
                        new Plan(Variant.CASCADE, stream(), 0, 1, SHARE, StateBackend.HEAP),
                        new Load(1_000, 0, 2));

        assertThat(figures.keptUp()).isTrue();
        assertThat(figures.decisions()).isEqualTo(2_000);
        assertThat(figures.confident().decisions() + figures.escalated().decisions())
                .isEqualTo(2_000);
        assertThat(figures.escalated().decisions()).isEqualTo(100);
        assertThat(figures.confident().p99()).isPositive();
    }

    @Test
    void aSteadyLoadIsLookedAtEvenlyAndDecidedOnce() throws Exception {
        List<Integer> looks = new ArrayList<>();
        SoakFigures figures =
                workbench.soak(
                        new Plan(Variant.CASCADE, stream(), EVENTS, 1, SHARE, StateBackend.HEAP),
                        new Soak(1_000, 4, (number, seconds) -> looks.add(number)));

        assertThat(figures.reconciled()).isTrue();
        assertThat(looks).containsExactly(1, 2, 3, 4);
    }

    private static EventStream stream() {
        return new EventStream(
                "test",
                () ->
                        IntStream.range(0, EVENTS)
                                .mapToObj(
                                        number ->
                                                new CardTransaction(
                                                        Integer.toString(number),
                                                        1_577_836_800_000L + number * 1000L,
                                                        Integer.toString(number % 50),
                                                        Integer.toString(number % 20),
                                                        number))
                                .iterator());
    }

    private static CascadeModels models() {
        int features = FraudFeatures.INPUTS.features().size();
        int context =
                FraudFeatures.INPUTS.contextChannels().size() * FraudFeatures.INPUTS.contextRows();
        return new CascadeModels(
                loader ->
                        FakeModelBackend.firstPass(features)
                                .answering("probability", row -> new float[] {0.2f})
                                .answering("novelty", row -> new float[] {0.5f}),
                loader ->
                        FakeModelBackend.deep(features, context)
                                .answering("probability", row -> new float[] {0.9f}),
                FakeManifests.DEEP_VERSION,
                Policy.of(
                        "policy-1",
                        "fraud",
                        FraudCosts.DEFAULT,
                        Calibration.IDENTITY,
                        Map.of("monte-carlo", Calibration.IDENTITY),
                        GateConfig.EVERYTHING));
    }

    private record FixedScorer() implements RecordScorer {

        @Override
        public float[] score(float[] features) {
            return new float[] {0.2f, 0.5f};
        }

        @Override
        public void close() {}
    }
}
