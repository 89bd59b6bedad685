// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.cli.evaluation.HandbookFold;
import dev.sluice.fraud.FraudFeatureTable;
import dev.sluice.fraud.FraudFeatures;
import dev.sluice.fraud.TransactionSource;
import dev.sluice.training.TrainingConfig;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** Folds of the handbook's protocol with models trained on each. */
final class TrainedFolds {

    /** The four folds that models and settings are chosen on. */
    static final List<Instant> VALIDATION =
            days("2018-06-20", "2018-06-27", "2018-07-04", "2018-07-11");

    /** The four folds of protocol T2, for figures only. */
    static final List<Instant> TEST = days("2018-07-25", "2018-08-01", "2018-08-08", "2018-08-15");

    private final TransactionSource source;
    private final Path folder;
    private final long seed;
    private final Progress progress;

    /** What is done with a fold. */
    @FunctionalInterface
    interface Visitor {
        void visit(String name, HandbookFold fold, FraudFeatureTable history, OpenModels models)
                throws Exception;
    }

    /**
     * Folds of a source.
     *
     * @param folder where the models of the folds are kept, and taken from if they are there
     */
    TrainedFolds(TransactionSource source, Path folder, long seed, Progress progress) {
        this.source = source;
        this.folder = folder;
        this.seed = seed;
        this.progress = progress;
    }

    /** Trains and visits one fold after the other. */
    void visit(List<Instant> starts, Visitor visitor) throws Exception {
        for (Instant start : starts) {
            visit(HandbookFold.startingAt(start), visitor);
        }
    }

    private void visit(HandbookFold fold, Visitor visitor) throws Exception {
        String name = fold.from().atZone(ZoneOffset.UTC).toLocalDate().toString();
        progress.bar("features " + name, 0);
        FraudFeatureTable history = FraudHistory.features(source, fold.from(), fold.to());
        progress.bar("features " + name, 1);
        Path trained = folder.resolve(name);
        if (!Files.exists(trained)) {
            Files.createDirectories(trained.toAbsolutePath().getParent());
            Trainings.train(
                    history,
                    TrainingConfig.of(fold.from(), fold.trainTo(), seed),
                    trained,
                    progress);
        }
        try (OpenModels opened = OpenModels.of(trained.toString(), FraudFeatures.INPUTS)) {
            visitor.visit(name, fold, history, opened);
        }
    }

    private static List<Instant> days(String... days) {
        return Stream.of(days).map(day -> Instant.parse(day + "T00:00:00Z")).toList();
    }
}
