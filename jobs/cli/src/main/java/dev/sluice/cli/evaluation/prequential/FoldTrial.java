// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.prequential;

import dev.sluice.cli.evaluation.HandbookFold;
import dev.sluice.cli.evaluation.HandbookWeek;
import dev.sluice.cli.evaluation.gate.GateFold;
import dev.sluice.cli.evaluation.gate.GatePoint;
import dev.sluice.cli.evaluation.strategy.StrategyComparison;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.gate.GateObjective;
import dev.sluice.fraud.FraudFeatureTable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;

/**
 * What trained models do on the test week of a fold.
 *
 * @param figures figures of the fold
 * @param frontier gates by objective and budget
 * @param ranked probabilities of first pass, deep on all, cascade
 */
public record FoldTrial(FoldFigures figures, List<GatePoint> frontier, List<Ranked> ranked) {

    /** What the gate of the cascade spends its looks for: the figures are of a ranking. */
    public static final GateObjective OBJECTIVE = GateObjective.RANKING;

    /** Name of the row without deep looks. */
    static final String FIRST_PASS = "first-pass";

    /** Name of the row with a deep look at every event. */
    static final String DEEP_ON_ALL = "deep-on-all";

    /** Name of the row of the gate that orders the list within its budget. */
    static final String CASCADE = "cascade";

    /**
     * A fold with its models.
     *
     * @param fold the fold
     * @param history features of the whole fold
     * @param cascade models and policy, which stay the caller's to close
     * @param seed seed of their training
     * @param trainingSeconds how long it took, if it was now
     */
    public record Trained(
            HandbookFold fold,
            FraudFeatureTable history,
            HandbookFold.Cascade cascade,
            long seed,
            OptionalDouble trainingSeconds) {}

    /** Tests models. */
    public static FoldTrial of(Trained trained, DoubleConsumer progress) {
        HandbookFold fold = trained.fold();
        GateFold gate = GateFold.of(fold, trained.history(), trained.cascade());
        HandbookWeek week = gate.week();
        Map<String, List<Decision>> ways = new LinkedHashMap<>();
        ways.put(FIRST_PASS, gate.never());
        ways.put(DEEP_ON_ALL, gate.always());
        ways.put(CASCADE, gate.gated(OBJECTIVE, GateFold.SHARE));
        List<GatePoint> frontier = gate.frontier(share -> progress.accept(share / 2));
        return new FoldTrial(
                new FoldFigures(
                        trained.seed(),
                        fold.learnFrom().toString(),
                        fold.trainTo().toString(),
                        fold.testFrom().toString(),
                        week.train(),
                        week.test(),
                        week.removed(),
                        trained.trainingSeconds().orElse(Double.NaN),
                        ways.entrySet().stream()
                                .map(way -> week.row(way.getKey(), way.getValue()))
                                .toList(),
                        StrategyComparison.of(
                                week,
                                gate.replay(),
                                trained.cascade().deep(),
                                share -> progress.accept((1 + share) / 2))),
                frontier,
                ways.entrySet().stream()
                        .map(way -> Ranked.of(way.getKey(), way.getValue(), week.fraud()))
                        .toList());
    }
}
