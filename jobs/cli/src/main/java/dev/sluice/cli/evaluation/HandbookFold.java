// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation;

import dev.sluice.cli.backtest.CascadeReplay;
import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.fraud.FraudFeatureTable;
import dev.sluice.inference.ModelBackend;
import dev.sluice.training.ProtocolFigures;
import dev.sluice.training.ProtocolSplit;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * One fold of the Fraud Detection Handbook's protocol: a week to train, a week until the labels are
 * there, a week to test.
 *
 * @param from start of the training week
 */
public record HandbookFold(Instant from) {

    private static final Duration WEEK = Duration.ofDays(7);

    /**
     * The models under test.
     *
     * @param firstPass first pass
     * @param deep deep
     * @param policy policy
     */
    public record Cascade(ModelBackend firstPass, ModelBackend deep, Policy policy) {}

    /** The fold with a training week. */
    public static HandbookFold startingAt(Instant from) {
        return new HandbookFold(from);
    }

    /** End of the training week. */
    public Instant trainTo() {
        return from.plus(WEEK);
    }

    /** End of the test week. */
    public Instant to() {
        return from.plus(WEEK.multipliedBy(3));
    }

    /** Tests first pass, deep on all, and the cascade, on the test week. */
    public ProtocolReport test(
            String protocol, FraudFeatureTable history, Cascade cascade, DoubleConsumer progress) {
        long[] times = history.table().timesMs();
        long[] customers = numbered(history.table().entityKeys());
        boolean[] fraud = history.fraud();
        ProtocolSplit split = ProtocolSplit.of(from.toEpochMilli(), times, customers, fraud);
        CascadeReplay replay =
                new CascadeReplay(
                        history.table().select(split.test().toArray()),
                        cascade.firstPass(),
                        cascade.deep(),
                        cascade.policy(),
                        DeepConfig.DEFAULT);
        Scored scored = new Scored(split.test(), times, customers, fraud);
        return new ProtocolReport(
                protocol,
                1,
                counts(split.train(), fraud),
                counts(split.test(), fraud),
                counts(split.removed(), fraud),
                List.of(
                        scored.row("first-pass", replay.firstPassOnly()),
                        scored.row("deep-on-all", replay.deepOnAll(progress)),
                        scored.row("cascade", replay.cascade(share -> {}))));
    }

    private static ProtocolReport.Counts counts(ProtocolSplit.Rows rows, boolean[] fraud) {
        return new ProtocolReport.Counts(rows.size(), rows.count(fraud));
    }

    private static long[] numbered(String[] keys) {
        Map<String, Long> numbers = new HashMap<>();
        long[] numbered = new long[keys.length];
        for (int i = 0; i < keys.length; i++) {
            numbered[i] = numbers.computeIfAbsent(keys[i], key -> (long) numbers.size());
        }
        return numbered;
    }

    private record Scored(
            ProtocolSplit.Rows test, long[] timesMs, long[] customers, boolean[] fraud) {

        ProtocolReport.Row row(String name, List<Decision> decisions) {
            double[] scores =
                    decisions.stream().mapToDouble(d -> d.verdict().probability()).toArray();
            ProtocolFigures figures = ProtocolFigures.of(test, scores, timesMs, customers, fraud);
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
    }
}
