// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.prequential;

import dev.sluice.cli.backtest.ReliabilityBin;
import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.cli.evaluation.ProtocolReport;
import dev.sluice.cli.evaluation.gate.GatePoint;
import dev.sluice.cli.evaluation.strategy.StrategyRow;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.util.List;

/**
 * A protocol of several folds: every figure is the mean over seeds of the means over folds.
 *
 * @param protocol name of the protocol
 * @param folds number of folds that the rows are means of
 * @param rows first pass, deep on all, and the cascade that orders the list within its budget
 * @param strategies ways to think, with a deep look at every event
 * @param spread standard deviation over the seeds, of the same figures
 * @param published published rows for the same folds; empty for others
 * @param frontier gates by objective and budget
 * @param curves precision by recall
 * @param calibration whether the probabilities can be believed
 * @param perFold the figures of each fold
 * @param settings what was run
 * @param resources what it took
 */
@JsonNaming(SnakeCaseStrategy.class)
public record PrequentialReport(
        String protocol,
        int folds,
        List<ProtocolReport.Row> rows,
        List<StrategyRow> strategies,
        Spread spread,
        List<Published> published,
        List<GatePoint> frontier,
        List<Curve> curves,
        List<Calibration> calibration,
        List<FoldFigures> perFold,
        Settings settings,
        Resources resources) {

    /** Copies the lists. */
    public PrequentialReport {
        rows = List.copyOf(rows);
        strategies = List.copyOf(strategies);
        published = List.copyOf(published);
        frontier = List.copyOf(frontier);
        curves = List.copyOf(curves);
        calibration = List.copyOf(calibration);
        perFold = List.copyOf(perFold);
    }

    /**
     * Standard deviations over the seeds, as of a sample; 0 for one seed.
     *
     * @param rows of the rows
     * @param strategies of the strategies
     */
    public record Spread(List<ProtocolReport.Row> rows, List<StrategyRow> strategies) {}

    /**
     * A curve of precision by recall, the mean over the folds.
     *
     * @param name name of the row
     * @param points its points, recall ascending
     */
    public record Curve(String name, List<Point> points) {

        /**
         * A point.
         *
         * @param recall share of the frauds that is found
         * @param precision share of frauds among what is listed for it
         */
        public record Point(double recall, double precision) {}
    }

    /**
     * Whether the probabilities of a row can be believed, over the events of all folds.
     *
     * @param name name of the row
     * @param ece expected calibration error, in ten bins of equal size
     * @param slope calibration slope above a probability of 0.02
     * @param brierSkill Brier skill
     * @param bins what became of the events, by probability
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Calibration(
            String name, double ece, double slope, double brierSkill, List<ReliabilityBin> bins) {}

    /**
     * What was run.
     *
     * @param useCase use case
     * @param folds which folds: {@code test} or {@code validation}
     * @param history what is learned from: {@code week} or {@code all}
     * @param seeds seeds of the trainings
     * @param objective objective of the gate of the cascade
     * @param budget share of the events that it may escalate
     * @param strategy how deep thinks in the rows
     * @param stopRule when it stops
     * @param maxPasses most passes a record
     * @param features number of features
     * @param contextRows rows of history that deep sees
     * @param contextChannels channels of each
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Settings(
            String useCase,
            String folds,
            String history,
            List<Long> seeds,
            String objective,
            double budget,
            String strategy,
            String stopRule,
            int maxPasses,
            int features,
            int contextRows,
            int contextChannels) {}

    /**
     * What it took.
     *
     * @param seconds seconds of the whole run
     * @param peakMemoryMib most memory of the process that was in RAM, MiB; NaN if unknown
     * @param machine what it ran on
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Resources(double seconds, double peakMemoryMib, MachineFacts machine) {}
}
