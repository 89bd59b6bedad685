// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.gate;

import dev.sluice.cli.backtest.CascadeReplay;
import dev.sluice.cli.evaluation.HandbookFold;
import dev.sluice.cli.evaluation.HandbookWeek;
import dev.sluice.cli.evaluation.ProtocolReport;
import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.gate.GateObjective;
import dev.sluice.decisioning.metric.CalibrationFigures;
import dev.sluice.fraud.FraudFeatureTable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Collects the figures of the gate, fold by fold. Not thread-safe. */
public final class GateEvaluation {

    /** Beyond the seeds that the controller was set by, which are below 100. */
    private static final long DRIFT_SEED = 101;

    private final List<String> folds = new ArrayList<>();
    private final List<ProtocolReport.Row> firstPass = new ArrayList<>();
    private final List<ProtocolReport.Row> deepOnAll = new ArrayList<>();
    private final List<List<ProtocolReport.Row>> ranked = perShare();
    private final List<List<Double>> valued = perShare();
    private final List<List<Double>> uncertain = perShare();
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
    public void add(
            String name,
            HandbookFold fold,
            FraudFeatureTable history,
            HandbookFold.Cascade models) {
        HandbookWeek week = fold.testWeek(history);
        CascadeReplay test =
                new CascadeReplay(
                        week.events(),
                        models.firstPass(),
                        models.deep(),
                        models.policy(),
                        DeepConfig.DEFAULT);
        CascadeReplay before =
                new CascadeReplay(
                        fold.weekBefore(history),
                        models.firstPass(),
                        models.deep(),
                        models.policy(),
                        DeepConfig.DEFAULT);
        GateFold gate = new GateFold(week, before, test);
        folds.add(name);
        List<Decision> none = gate.never();
        List<Decision> all = gate.always();
        firstPass.add(gate.ranking(none));
        deepOnAll.add(gate.ranking(all));
        for (int i = 0; i < GateFold.SHARES.size(); i++) {
            double share = GateFold.SHARES.get(i);
            ranked.get(i).add(gate.ranking(gate.gated(GateObjective.RANKING, share)));
            valued.get(i).add(gate.money(gate.gated(GateObjective.COST, share)));
            uncertain.get(i).add(gate.money(gate.gated(GateObjective.UNCERTAINTY, share)));
        }
        List<Decision> byValue = gate.gated(GateObjective.COST, GateFold.SHARE);
        boolean[] escalated = escalated(byValue);
        realised.add(share(escalated));
        worstWindow = Math.max(worstWindow, GateFold.worstWindow(escalated));
        burstWorstWindow = Math.max(burstWorstWindow, GateFold.worstWindow(gate.burst()));
        double without = gate.money(none);
        int compared = GateFold.SHARES.indexOf(GateFold.MONEY_SHARE);
        double uncertainty = uncertain.get(compared).get(folds.size() - 1);
        double value = valued.get(compared).get(folds.size() - 1);
        never += without;
        uncertaintyGate += uncertainty;
        valueGate += value;
        always += gate.money(all);
        gains.add((without - value) / (without - uncertainty));
        calibration.add(gate.calibration());
        alpha = models.policy().gate().promise().alpha();
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
                        GateReport.Figure.of(realised),
                        realised.stream().mapToDouble(share -> share).min().orElse(Double.NaN),
                        worstWindow,
                        burstWorstWindow),
                ranking(deepOnAll),
                ranking(firstPass),
                IntStream.range(0, GateFold.SHARES.size()).mapToObj(this::point).toList(),
                new GateReport.Money(
                        GateFold.MONEY_SHARE, never, uncertaintyGate, valueGate, always),
                GateReport.Figure.of(gains),
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

    private GateReport.Point point(int index) {
        GateReport.Ranking ranking = ranking(ranked.get(index));
        return new GateReport.Point(
                GateFold.SHARES.get(index),
                ranking.ap(),
                ranking.cp100(),
                figure(valued.get(index)),
                figure(uncertain.get(index)));
    }

    private static GateReport.Ranking ranking(List<ProtocolReport.Row> rows) {
        return new GateReport.Ranking(
                figure(rows.stream().map(ProtocolReport.Row::ap).toList()),
                figure(rows.stream().map(ProtocolReport.Row::cp100).toList()));
    }

    private static GateReport.Figure figure(List<Double> values) {
        return GateReport.Figure.of(values);
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

    private static <T> List<List<T>> perShare() {
        List<List<T>> lists = new ArrayList<>();
        GateFold.SHARES.forEach(share -> lists.add(new ArrayList<>()));
        return lists;
    }
}
