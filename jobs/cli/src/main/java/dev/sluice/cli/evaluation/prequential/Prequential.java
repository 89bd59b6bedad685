// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.prequential;

import dev.sluice.cli.backtest.ReliabilityBin;
import dev.sluice.cli.evaluation.ProtocolReport;
import dev.sluice.cli.evaluation.strategy.StrategyRow;
import dev.sluice.decisioning.metric.CalibrationFigures;
import dev.sluice.decisioning.metric.RankingMetrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Collects the folds of a protocol, seed by seed. Not thread-safe. */
public final class Prequential {

    private static final int RECALLS = 50;
    private static final int BINS = 10;
    private static final double SLOPE_FROM = 0.02;

    private final Map<Long, List<FoldTrial>> bySeed = new LinkedHashMap<>();

    /** Adds a fold. */
    public void add(FoldTrial trial) {
        bySeed.computeIfAbsent(trial.figures().seed(), seed -> new ArrayList<>()).add(trial);
    }

    /** The figures of all folds and seeds. */
    public PrequentialReport report(
            String protocol,
            List<Published> published,
            PrequentialReport.Settings settings,
            PrequentialReport.Resources resources) {
        List<FoldTrial> all = bySeed.values().stream().flatMap(List::stream).toList();
        List<List<ProtocolReport.Row>> rows = bySeed(Summary.MEAN::rows, FoldFigures::rows);
        List<List<StrategyRow>> strategies =
                bySeed(Summary.MEAN::strategies, FoldFigures::strategies);
        return new PrequentialReport(
                protocol,
                all.size() / bySeed.size(),
                Summary.MEAN.rows(rows),
                Summary.MEAN.strategies(strategies),
                new PrequentialReport.Spread(
                        Summary.SPREAD.rows(rows), Summary.SPREAD.strategies(strategies)),
                published,
                Summary.MEAN.gates(all.stream().map(FoldTrial::frontier).toList()),
                byName(all, Prequential::curve),
                byName(all, Prequential::calibration),
                all.stream().map(FoldTrial::figures).toList(),
                settings,
                resources);
    }

    /** For each seed the rows over its folds. */
    private <T> List<List<T>> bySeed(
            Function<List<List<T>>, List<T>> summary, Function<FoldFigures, List<T>> rows) {
        return bySeed.values().stream()
                .map(
                        trials ->
                                summary.apply(
                                        trials.stream()
                                                .map(trial -> rows.apply(trial.figures()))
                                                .toList()))
                .toList();
    }

    private static <T> List<T> byName(List<FoldTrial> all, Function<List<Ranked>, T> figure) {
        Map<String, List<Ranked>> byName = new LinkedHashMap<>();
        for (FoldTrial trial : all) {
            for (Ranked ranked : trial.ranked()) {
                byName.computeIfAbsent(ranked.name(), name -> new ArrayList<>()).add(ranked);
            }
        }
        return byName.values().stream().map(figure).toList();
    }

    private static PrequentialReport.Curve curve(List<Ranked> folds) {
        double[] recalls =
                IntStream.rangeClosed(1, RECALLS).mapToDouble(i -> (double) i / RECALLS).toArray();
        double[] sums = new double[RECALLS];
        for (Ranked fold : folds) {
            double[] precisions =
                    RankingMetrics.precisionAt(fold.probability(), fold.bad(), recalls);
            Arrays.setAll(sums, i -> sums[i] + precisions[i]);
        }
        return new PrequentialReport.Curve(
                folds.get(0).name(),
                IntStream.range(0, RECALLS)
                        .mapToObj(
                                i ->
                                        new PrequentialReport.Curve.Point(
                                                recalls[i], sums[i] / folds.size()))
                        .toList());
    }

    private static PrequentialReport.Calibration calibration(List<Ranked> folds) {
        double[] probabilities =
                folds.stream().flatMapToDouble(f -> Arrays.stream(f.probability())).toArray();
        boolean[] bad = new boolean[probabilities.length];
        int at = 0;
        for (Ranked fold : folds) {
            System.arraycopy(fold.bad(), 0, bad, at, fold.bad().length);
            at += fold.bad().length;
        }
        CalibrationFigures figures = CalibrationFigures.of(probabilities, bad, BINS, SLOPE_FROM);
        return new PrequentialReport.Calibration(
                folds.get(0).name(),
                figures.ece(),
                figures.slope(),
                figures.brierSkill(),
                ReliabilityBin.of(probabilities, bad));
    }
}
