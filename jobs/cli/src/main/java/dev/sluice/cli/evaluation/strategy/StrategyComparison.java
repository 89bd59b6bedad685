// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.strategy;

import dev.sluice.cli.backtest.CascadeReplay;
import dev.sluice.cli.evaluation.HandbookWeek;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.ModelBackend;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/** All ways to think on the test week of a fold, with a deep look at every event. */
public final class StrategyComparison {

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
        List<Escalation> first = events.subList(0, Math.min(WARM_UP, events.size()));
        List<StrategyWay> ways = StrategyWay.of(deep.manifest(), policy);
        List<StrategyRow> rows = new ArrayList<>();
        for (StrategyWay way : ways) {
            progress.accept((double) rows.size() / ways.size());
            DeepRun.of(deep, policy, way.thinking(), first);
            DeepRun run = DeepRun.of(deep, policy, way.thinking(), events);
            rows.add(
                    new StrategyRow(
                            way.name(),
                            way.thinking().strategy().key(),
                            way.thinking().stopRule().key(),
                            way.budget(),
                            week.row(way.name(), run.decisions()).ap(),
                            run.passes(),
                            run.deviceMicros(),
                            run.micros()));
        }
        progress.accept(1);
        return rows;
    }
}
