// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.strategy;

import dev.sluice.cli.backtest.CascadeReplay;
import dev.sluice.cli.evaluation.HandbookWeek;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.ModelBackend;

import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * All ways to think on the test week of a fold, with a deep look at every event.
 *
 * <p>The week is cut into stretches, and each is thought about in all ways before the next one:
 * what else the machine does meets all ways alike, and costs are medians over the stretches.
 */
public final class StrategyComparison {

    private static final int STRETCH = 4_096;

    /** The first batches of a way are slower than those that a job runs for days. */
    private static final int WARM_UP = 2_048;

    private StrategyComparison() {}

    /**
     * A row a way.
     *
     * @param week the test week
     * @param replay its events under the policy of the fold
     * @param deep deep model, which stays its owner's to close
     */
    public static List<StrategyRow> of(
            HandbookWeek week, CascadeReplay replay, ModelBackend deep, DoubleConsumer progress) {
        Policy policy = replay.policy();
        List<Escalation> events =
                replay.under(policy.withGate(GateConfig.EVERYTHING)).escalations();
        List<WayTally> ways =
                StrategyWay.of(deep.manifest(), policy).stream()
                        .map(way -> new WayTally(way, events.size()))
                        .toList();
        for (WayTally way : ways) {
            DeepRun.of(
                    deep,
                    policy,
                    way.thinking(),
                    events.subList(0, Math.min(WARM_UP, events.size())));
        }
        for (int from = 0; from < events.size(); from += STRETCH) {
            List<Escalation> stretch =
                    events.subList(from, Math.min(events.size(), from + STRETCH));
            for (WayTally way : ways) {
                way.add(DeepRun.of(deep, policy, way.thinking(), stretch));
            }
            progress.accept((double) (from + stretch.size()) / events.size());
        }
        return ways.stream().map(way -> way.row(week)).toList();
    }
}
