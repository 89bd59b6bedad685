// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation;

import dev.sluice.cli.backtest.EntityNumbers;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.fraud.FraudFeatureTable;
import dev.sluice.stream.feature.FeatureTable;
import dev.sluice.training.ProtocolFigures;
import dev.sluice.training.ProtocolSplit;

import java.util.List;

/** The test week of a fold: its events, and what decisions about them are worth. */
public final class HandbookWeek {

    private final HandbookFold fold;
    private final ProtocolSplit split;
    private final FeatureTable events;
    private final long[] timesMs;
    private final long[] customers;
    private final boolean[] fraud;

    HandbookWeek(HandbookFold fold, FraudFeatureTable history) {
        this.fold = fold;
        this.timesMs = history.table().timesMs();
        this.customers = EntityNumbers.of(history.table().entityKeys());
        this.fraud = history.fraud();
        this.split = ProtocolSplit.of(fold.from().toEpochMilli(), timesMs, customers, fraud);
        this.events = history.table().select(split.test().toArray());
    }

    /** Events of the week, without those of customers that are known as compromised. */
    public FeatureTable events() {
        return events;
    }

    /** Labels of the events. */
    public boolean[] fraud() {
        int[] rows = split.test().toArray();
        boolean[] labels = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            labels[i] = fraud[rows[i]];
        }
        return labels;
    }

    /** Number of the training examples. */
    public ProtocolReport.Counts train() {
        long begin = fold.learnFrom().toEpochMilli();
        long end = fold.trainTo().toEpochMilli();
        int rows = 0;
        int frauds = 0;
        for (int row = 0; row < timesMs.length; row++) {
            if (timesMs[row] >= begin && timesMs[row] < end) {
                rows++;
                frauds += fraud[row] ? 1 : 0;
            }
        }
        return new ProtocolReport.Counts(rows, frauds);
    }

    /** Size of the test week. */
    public ProtocolReport.Counts test() {
        return counts(split.test());
    }

    /** What was left out of the test week. */
    public ProtocolReport.Counts removed() {
        return counts(split.removed());
    }

    /** The figures of decisions about the events, one each, in their order. */
    public ProtocolReport.Row row(String name, List<Decision> decisions) {
        ProtocolFigures figures =
                figures(decisions.stream().mapToDouble(d -> d.verdict().probability()).toArray());
        List<Decision> deep =
                decisions.stream().filter(d -> d.source() == DecisionSource.DEEP).toList();
        return new ProtocolReport.Row(
                name,
                figures.auc(),
                figures.averagePrecision(),
                figures.cardPrecision(),
                (double) deep.size() / decisions.size(),
                deep.stream().mapToInt(d -> d.effort().passesUsed()).average().orElse(0));
    }

    /** The figures of scores of the events, one each, in their order. */
    public ProtocolFigures figures(double[] scores) {
        return ProtocolFigures.of(split.test(), scores, timesMs, customers, fraud);
    }

    private ProtocolReport.Counts counts(ProtocolSplit.Rows rows) {
        return new ProtocolReport.Counts(rows.size(), rows.count(fraud));
    }
}
