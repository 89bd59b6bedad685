// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.throughput;

import dev.sluice.cli.bench.Slices;
import dev.sluice.cli.bench.plumbing.DeepTally;
import dev.sluice.cli.bench.plumbing.Footprint;
import dev.sluice.cli.bench.plumbing.RunFigures;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class VariantFiguresTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void ratesAndCostsAreMediansOfTheRounds() {
        VariantFigures figures =
                VariantFigures.of(
                        List.of(run(1_000, 1_000, 1_000), run(2_000, 2_000, 2_000), run(1, 1, 1)));

        assertThat(figures.eps()).isCloseTo(1_000, within(1e-9));
        assertThat(figures.cpuMicros()).isCloseTo(500, within(1e-9));
        assertThat(figures.epsRounds()).containsExactly(1_000, 2_000, 1);
    }

    @Test
    void sharesAndPassesAreThoseOfTheDecisionsOnTheTopic() {
        RunFigures run =
                new RunFigures(
                        100, 100, slices(50, 50), new DeepTally(100, 5, 0, 20), Footprint.NONE);

        VariantFigures figures = VariantFigures.of(List.of(run, run));

        assertThat(figures.deepShare()).isCloseTo(0.05, within(1e-12));
        assertThat(figures.meanPasses()).isCloseTo(4, within(1e-12));
        assertThat(figures.decisions()).isEqualTo(200);
        assertThat(figures.reconciled()).isTrue();
    }

    @Test
    void aRunWithALostARepeatedOrAShedEventDoesNotAddUp() {
        assertThat(
                        reconciled(
                                new RunFigures(
                                        100,
                                        99,
                                        slices(99),
                                        new DeepTally(99, 0, 0, 0),
                                        Footprint.NONE)))
                .isFalse();
        assertThat(
                        reconciled(
                                new RunFigures(
                                        100,
                                        101,
                                        slices(101),
                                        new DeepTally(100, 0, 0, 0),
                                        Footprint.NONE)))
                .isFalse();
        assertThat(
                        reconciled(
                                new RunFigures(
                                        100,
                                        100,
                                        slices(100),
                                        new DeepTally(99, 0, 0, 0),
                                        Footprint.NONE)))
                .isFalse();
        assertThat(
                        reconciled(
                                new RunFigures(
                                        100,
                                        100,
                                        slices(100),
                                        new DeepTally(100, 3, 2, 9),
                                        Footprint.NONE)))
                .isFalse();
    }

    private static boolean reconciled(RunFigures run) {
        return VariantFigures.of(List.of(run)).reconciled();
    }

    private static RunFigures run(long... events) {
        long sum = 0;
        for (long some : events) {
            sum += some;
        }
        return new RunFigures(
                sum, sum, slices(events), new DeepTally(sum, 0, 0, 0), Footprint.NONE);
    }

    /** A second each, half of which is processor time. */
    private static Slices slices(long... events) {
        Slices.Marks marks = new Slices.Marks();
        long count = 0;
        marks.add(0, 0, 0);
        for (int i = 0; i < events.length; i++) {
            count += events[i];
            marks.add((i + 1) * SECOND, count, (i + 1) * SECOND / 2);
        }
        return marks.slices();
    }
}
