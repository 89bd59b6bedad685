// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.isolation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A run between two without escalation.
 *
 * @param run the run
 * @param before the run without escalation before it
 * @param after the one after it
 */
record BracketedRun(RunResult run, RunResult before, RunResult after) {

    /**
     * Runs without escalation, each between its neighbours: what the machine alone makes of a
     * ratio.
     *
     * @param baselines in the order in which they ran, three at least
     */
    static List<BracketedRun> ofEach(List<RunResult> baselines) {
        return IntStream.range(1, baselines.size() - 1)
                .mapToObj(
                        i ->
                                new BracketedRun(
                                        baselines.get(i),
                                        baselines.get(i - 1),
                                        baselines.get(i + 1)))
                .toList();
    }

    /** Its rate over the mean of the two around it. */
    double rateRatio() {
        return run.slices().rate() * 2 / (before.slices().rate() + after.slices().rate());
    }
}
