// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.gate;

import dev.sluice.cli.evaluation.Figure;
import dev.sluice.cli.evaluation.ProtocolReport;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.gate.GateObjective;
import dev.sluice.decisioning.metric.CalibrationFigures;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Collects the figures of the gate, fold by fold. Not thread-safe. */
public final class GateEvaluation {

    /** Beyond the seeds that the controller was set by, which are below 100. */
    private static final long DRIFT_SEED = 101;

    private final List<String> folds = new ArrayList<>();
    private final List<ProtocolReport.Row> firstPass = new ArrayList<>();
    private final List<ProtocolReport.Row> deepOnAll = new ArrayList<>();
    private final List<GatePoint> frontier = new ArrayList<>();
    private final List<Double> realised = new ArrayList<>();
    private final List<Double> gains = new ArrayList<>();
    private final List<CalibrationFigures> calibration = new ArrayList<>();
    private double worstWindow;
    private double burstWorstWindow;
    private double never;
    private double uncertaintyGate;
    private double valueGate;
    private double always;
    private long left;
    private long changed;
    private long events;
    private double alpha;

    /** Adds the test week of a fold. */
    public void add(String name, GateFold gate) {
        folds.add(name);
        List<Decision> none = gate.never();
        List<Decision> all = gate.always();
        firstPass.add(gate.ranking(none));
        deepOnAll.add(gate.ranking(all));
        List<GatePoint> points = gate.frontier(done -> {});
        frontier.addAll(points);
        List<Decision> byValue = gate.gated(GateObjective.COST, GateFold.SHARE);
        boolean[] escalated = escalated(byValue);
        realised.add(share(escalated));
        worstWindow = Math.max(worstWindow, GateFold.worstWindow(escalated));
        burstWorstWindow = Math.max(burstWorstWindow, GateFold.worstWindow(gate.burst()));
        double without = gate.money(none);
        double uncertainty = money(points, GateObjective.UNCERTAINTY);
        double value = money(points, GateObjective.COST);
        never += without;
        uncertaintyGate += uncertainty;
        valueGate += value;
        always += gate.money(all);
        gains.add((without - value) / (without - uncertainty));
        calibration.add(gate.calibration());
        alpha = gate.replay().policy().gate().promise().alpha();
        promise(byValue, none, all);
    }

    private void promise(List<Decision> gated, List<Decision> none, List<Decision> all) {
        for (int i = 0; i < gated.size(); i++) {
            events++;
            if (gated.get(i).source() != DecisionSource.DEEP) {
                left++;
                changed +=
                        none.get(i).verdict().outcome() == all.get(i).verdict().outcome() ? 0 : 1;
            }
        }
    }

    /** The figures over all folds, and those of the drifting stream. */
    public GateReport report() {
        MissedShare missed = MissedShare.of(changed, left);
        return new GateReport(
                List.copyOf(folds),
                new GateReport.Budget(
                        GateFold.SHARE,
                        Figure.of(realised),
                        realised.stream().mapToDouble(share -> share).min().orElse(Double.NaN),
                        worstWindow,
                        burstWorstWindow),
                ranking(deepOnAll),
                ranking(firstPass),
                GateFold.SHARES.stream().map(this::point).toList(),
                new GateReport.Money(
                        GateFold.MONEY_SHARE, never, uncertaintyGate, valueGate, always),
                Figure.of(gains),
                List.of(
                        new GateReport.Promise(
                                "handbook",
                                alpha,
                                missed.share(),
                                missed.low(),
                                missed.high(),
                                1 - (double) left / events,
                                Double.NaN,
                                List.of()),
                        DriftingStream.promise(DRIFT_SEED)),
                new GateReport.Calibration(
                        figure(calibration.stream().map(CalibrationFigures::ece).toList()),
                        figure(calibration.stream().map(CalibrationFigures::slope).toList()),
                        figure(calibration.stream().map(CalibrationFigures::brierSkill).toList())));
    }

    private GateReport.Point point(double share) {
        return new GateReport.Point(
                share,
                figure(GateObjective.RANKING, share, GatePoint::ap),
                figure(GateObjective.RANKING, share, GatePoint::cp100),
                figure(GateObjective.COST, share, GatePoint::cost),
                figure(GateObjective.UNCERTAINTY, share, GatePoint::cost));
    }

    private Figure figure(
            GateObjective objective, double share, ToDoubleFunction<GatePoint> figure) {
        return figure(
                frontier.stream()
                        .filter(point -> point.isOf(objective) && point.budget() == share)
                        .map(figure::applyAsDouble)
                        .toList());
    }

    private static double money(List<GatePoint> points, GateObjective objective) {
        return points.stream()
                .filter(point -> point.isOf(objective) && point.budget() == GateFold.MONEY_SHARE)
                .mapToDouble(GatePoint::cost)
                .sum();
    }

    private static GateReport.Ranking ranking(List<ProtocolReport.Row> rows) {
        return new GateReport.Ranking(
                figure(rows.stream().map(ProtocolReport.Row::ap).toList()),
                figure(rows.stream().map(ProtocolReport.Row::cp100).toList()));
    }

    private static Figure figure(List<Double> values) {
        return Figure.of(values);
    }

    private static boolean[] escalated(List<Decision> decisions) {
        boolean[] escalated = new boolean[decisions.size()];
        for (int i = 0; i < escalated.length; i++) {
            escalated[i] = decisions.get(i).source() == DecisionSource.DEEP;
        }
        return escalated;
    }

    private static double share(boolean[] escalated) {
        int count = 0;
        for (boolean each : escalated) {
            count += each ? 1 : 0;
        }
        return (double) count / escalated.length;
    }
}
