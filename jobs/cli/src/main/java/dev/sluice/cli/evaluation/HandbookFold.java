// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation;

import dev.sluice.cli.backtest.CascadeReplay;
import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.fraud.FraudFeatureTable;
import dev.sluice.inference.ModelBackend;
import dev.sluice.stream.feature.FeatureTable;
import dev.sluice.training.TrainingConfig;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * One fold of the Fraud Detection Handbook's protocol: a week to train, a week until the labels are
 * there, a week to test.
 *
 * @param from start of the training week
 * @param learnFrom first time of the training examples: that of the training week, or earlier
 * @param pretraining how long before that rows serve without their labels
 */
public record HandbookFold(Instant from, Instant learnFrom, Duration pretraining) {

    /** Days of a fold. */
    public static final int DAYS = 21;

    private static final Duration WEEK = Duration.ofDays(7);

    /**
     * The models under test.
     *
     * @param firstPass first pass
     * @param deep deep
     * @param policy policy
     */
    public record Cascade(ModelBackend firstPass, ModelBackend deep, Policy policy) {}

    /** Refuses a fold that learns from less than its training week. */
    public HandbookFold {
        if (learnFrom.isAfter(from)) {
            throw new IllegalArgumentException(
                    "The fold of "
                            + from
                            + " learns from "
                            + learnFrom
                            + " on; expected its training week at least");
        }
    }

    /** The fold with a training week. */
    public static HandbookFold startingAt(Instant from) {
        return new HandbookFold(from, from, Duration.ZERO);
    }

    /**
     * The same fold, learning from all events before the end of its training week; its labels are a
     * week older than the test week either way.
     *
     * @param first time of the first example; of less than the training week, that week is taken
     */
    public HandbookFold learningFrom(Instant first) {
        return new HandbookFold(from, first.isBefore(from) ? first : from, pretraining);
    }

    /** The same fold, learning from the last days before the end of its training week. */
    public HandbookFold learningDays(int days) {
        return learningFrom(trainTo().minus(Duration.ofDays(days)));
    }

    /** The same fold, learning from nothing before an instant, but from its training week. */
    public HandbookFold learningNotBefore(Instant first) {
        return learnFrom.isBefore(first) ? learningFrom(first) : this;
    }

    /** The same fold, learning without labels from some time before. */
    public HandbookFold pretrained(Duration length) {
        return new HandbookFold(from, learnFrom, length);
    }

    /** Name of the fold: the first day of its training week. */
    public String name() {
        return LocalDate.ofInstant(from, ZoneOffset.UTC).toString();
    }

    /** How its models are trained. */
    public TrainingConfig training(long seed) {
        return TrainingConfig.of(learnFrom, trainTo(), seed).withPretraining(pretraining);
    }

    /** First time of the rows that its models need, unlabelled ones included. */
    public Instant rowsFrom() {
        return learnFrom.minus(pretraining);
    }

    /** End of the training week. */
    public Instant trainTo() {
        return from.plus(WEEK);
    }

    /** Start of the test week. */
    public Instant testFrom() {
        return from.plus(WEEK.multipliedBy(2));
    }

    /** End of the test week. */
    public Instant to() {
        return from.plus(WEEK.multipliedBy(3));
    }

    /**
     * The test week.
     *
     * @param history features of the whole fold
     */
    public HandbookWeek testWeek(FraudFeatureTable history) {
        return new HandbookWeek(this, history);
    }

    /**
     * The week between training and test, in which the labels of the training week come in.
     *
     * @param history features of the whole fold
     */
    public FeatureTable weekBefore(FraudFeatureTable history) {
        long begin = trainTo().toEpochMilli();
        long end = testFrom().toEpochMilli();
        long[] times = history.table().timesMs();
        return history.table()
                .select(
                        IntStream.range(0, times.length)
                                .filter(row -> times[row] >= begin && times[row] < end)
                                .toArray());
    }

    /** Tests first pass, deep on all, and the cascade, on the test week. */
    public ProtocolReport test(
            String protocol, FraudFeatureTable history, Cascade cascade, DoubleConsumer progress) {
        HandbookWeek week = testWeek(history);
        CascadeReplay replay =
                new CascadeReplay(
                        week.events(),
                        cascade.firstPass(),
                        cascade.deep(),
                        cascade.policy(),
                        DeepConfig.DEFAULT);
        return new ProtocolReport(
                protocol,
                1,
                week.train(),
                week.test(),
                week.removed(),
                List.of(
                        week.row("first-pass", replay.firstPassOnly()),
                        week.row("deep-on-all", replay.deepOnAll(progress)),
                        week.row("cascade", replay.cascade(share -> {}))));
    }
}
