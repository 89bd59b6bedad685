// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.strategy;

import dev.sluice.cli.bench.Samples;
import dev.sluice.cli.evaluation.HandbookWeek;
import dev.sluice.decisioning.deep.ThinkingConfig;
import dev.sluice.decisioning.event.Decision;

import java.util.ArrayList;
import java.util.List;

/** What one way to think decided and took, stretch by stretch. Not thread-safe. */
final class WayTally {

    private final StrategyWay way;
    private final double[] probabilities;
    private final List<Double> device = new ArrayList<>();
    private final List<Double> wall = new ArrayList<>();
    private int decided;
    private long passes;

    /** Nothing yet, of a number of events. */
    WayTally(StrategyWay way, int events) {
        this.way = way;
        this.probabilities = new double[events];
    }

    ThinkingConfig thinking() {
        return way.thinking();
    }

    /** Adds the next stretch; of its decisions only the answers are kept. */
    void add(DeepRun run) {
        for (Decision decision : run.decisions()) {
            probabilities[decided++] = decision.verdict().probability();
            passes += decision.effort().passesUsed();
        }
        device.add(run.deviceMicros());
        wall.add(run.micros());
    }

    /** The row of a week that is complete. */
    StrategyRow row(HandbookWeek week) {
        return new StrategyRow(
                way.name(),
                way.thinking().strategy().key(),
                way.thinking().stopRule().key(),
                way.budget(),
                week.figures(probabilities).averagePrecision(),
                (double) passes / decided,
                median(device),
                median(wall));
    }

    private static double median(List<Double> samples) {
        return Samples.median(samples.stream().mapToDouble(sample -> sample).toArray());
    }
}
