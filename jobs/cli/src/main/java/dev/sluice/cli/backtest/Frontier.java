// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.GateFitter;
import dev.sluice.decisioning.gate.Policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/** Cost against quality: one policy under budgets from nothing to everything. */
final class Frontier {

    /** The budgets, as shares of the events. */
    static final List<Double> SHARES = List.of(0.0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 1.0);

    private Frontier() {}

    /**
     * The points of a policy, one a budget; only the price is fitted anew, on the replayed events.
     *
     * @param costs what the outcomes are charged by
     */
    static List<FrontierPoint> of(
            CascadeReplay replay, Truth truth, CostMatrix costs, DoubleConsumer progress) {
        double[] values =
                replay.firstPassOnly().stream().mapToDouble(d -> d.appraisal().value()).toArray();
        Policy policy = replay.policy();
        List<FrontierPoint> points = new ArrayList<>();
        for (double share : SHARES) {
            GateConfig gate = GateFitter.forShare(policy.gate(), values, share);
            List<Decision> decisions = replay.under(policy.withGate(gate)).cascade(done -> {});
            points.add(new FrontierPoint(share, gate.price(), Figures.of(decisions, truth, costs)));
            progress.accept((double) points.size() / SHARES.size());
        }
        return points;
    }
}
