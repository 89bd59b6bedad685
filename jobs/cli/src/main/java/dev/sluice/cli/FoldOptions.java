// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.evaluation.HandbookFold;
import dev.sluice.fraud.FraudFeatures;
import dev.sluice.fraud.TransactionCsv;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Which folds are run, what their models learn from, and where these are kept. */
final class FoldOptions {

    /** Folds of the handbook's protocol. */
    enum Folds {
        TEST,
        VALIDATION
    }

    /** What models learn from. */
    enum Learned {
        WEEK,
        ALL
    }

    /** A fold learns from its training week at least. */
    private static final int WEEK_DAYS = 7;

    @Option(
            names = "--folds",
            defaultValue = "test",
            paramLabel = "WHICH",
            description =
                    "Folds of T2 and --gate-report: test, or validation, which settings are chosen"
                            + " on; default ${DEFAULT-VALUE}.")
    private Folds folds;

    @Option(
            names = "--history",
            defaultValue = "week",
            paramLabel = "WHAT",
            description =
                    "What the models of T2 and --gate-report learn from: the training week, or all"
                            + " labelled history before the test week for which features are"
                            + " complete; default ${DEFAULT-VALUE}.")
    private Learned history;

    @Option(
            names = "--train-days",
            paramLabel = "N",
            description =
                    "With --history all: learn from the last N days up to the end of the training"
                            + " week, whether or not their features are complete.")
    private Integer trainDays;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description =
                    "Folder that the models of T2 and --gate-report are kept in, and taken from if"
                            + " they are there; a temporary one if not given.")
    private Path models;

    @Option(
            names = "--pretraining",
            paramLabel = "TIME",
            defaultValue = "0d",
            converter = DurationConverter.class,
            description =
                    "How long before the examples of T2 and --gate-report events serve, without"
                            + " their labels, to pre-train the deep model's history encoders, such"
                            + " as 28d; default ${DEFAULT-VALUE}.")
    private Duration pretraining;

    /** Name of the chosen folds. */
    String which() {
        return folds.name().toLowerCase(Locale.ROOT);
    }

    /** Name of what is learned from. */
    String learned() {
        return history.name().toLowerCase(Locale.ROOT);
    }

    /** Whether the folds are those that published figures are of. */
    boolean areTest() {
        return folds == Folds.TEST;
    }

    /** The folder of the models, or a temporary one. */
    Path models(Scratch scratch) {
        return models == null ? scratch.folder() : models;
    }

    /**
     * Refuses what does not fit together.
     *
     * @throws UsageException naming the option and its value
     */
    void require() {
        if (trainDays == null) {
            return;
        }
        if (history == Learned.WEEK) {
            throw new UsageException(
                    "--train-days is " + trainDays + " without --history all; expected both");
        }
        if (trainDays < WEEK_DAYS) {
            throw new UsageException(
                    "--train-days is "
                            + trainDays
                            + "; expected at least the "
                            + WEEK_DAYS
                            + " days of the training week");
        }
    }

    /**
     * The chosen folds.
     *
     * @throws UsageException if there are no transactions
     */
    List<HandbookFold> of(TransactionCsv data) throws IOException {
        List<HandbookFold> chosen =
                (areTest() ? TrainedFolds.TEST : TrainedFolds.VALIDATION)
                        .stream().map(fold -> fold.pretrained(pretraining)).toList();
        if (history == Learned.WEEK) {
            return chosen;
        }
        Instant begin = FraudHistory.begin(data);
        Instant complete = begin.plus(FraudFeatures.LOOK_BACK);
        return chosen.stream()
                .map(
                        fold ->
                                trainDays == null
                                        ? fold.learningFrom(complete)
                                        : fold.learningDays(trainDays).learningNotBefore(begin))
                .toList();
    }
}
