// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.prequential;

import dev.sluice.cli.evaluation.ProtocolReport;
import dev.sluice.cli.evaluation.strategy.StrategyRow;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.util.List;

/**
 * The figures of one fold.
 *
 * @param seed seed of the training
 * @param trainFrom time of the first training example
 * @param trainTo end of the training week
 * @param testFrom start of the test week
 * @param train number of training examples
 * @param test test events that are scored
 * @param removed test events of customers that are known as compromised, left out
 * @param trainingSeconds how long the training took, NaN if the models were there
 * @param rows first pass, deep on all, cascade
 * @param strategies ways to think, with a deep look at every event
 */
@JsonNaming(SnakeCaseStrategy.class)
public record FoldFigures(
        long seed,
        String trainFrom,
        String trainTo,
        String testFrom,
        ProtocolReport.Counts train,
        ProtocolReport.Counts test,
        ProtocolReport.Counts removed,
        double trainingSeconds,
        List<ProtocolReport.Row> rows,
        List<StrategyRow> strategies) {

    /** Copies the rows. */
    public FoldFigures {
        rows = List.copyOf(rows);
        strategies = List.copyOf(strategies);
    }
}
