// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.cli.evaluation.HandbookFold;
import dev.sluice.fraud.FraudFeatureTable;
import dev.sluice.fraud.FraudFeatures;
import dev.sluice.fraud.TransactionSource;
import dev.sluice.inference.Manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Folds of the handbook's protocol with models trained on each. */
final class TrainedFolds {

    /** The four folds that models and settings are chosen on. */
    static final List<HandbookFold> VALIDATION =
            starting("2018-06-20", "2018-06-27", "2018-07-04", "2018-07-11");

    /** The four folds of protocol T2, for figures only. */
    static final List<HandbookFold> TEST =
            starting("2018-07-25", "2018-08-01", "2018-08-08", "2018-08-15");

    private final FraudFeatureTable history;
    private final Path folder;
    private final long seed;
    private final Progress progress;

    /**
     * A fold with its models.
     *
     * @param fold the fold
     * @param history features of the whole fold, and of others
     * @param models its models, open during the visit
     * @param trainingSeconds how long the training took; nothing if the models were there
     */
    record Trained(
            HandbookFold fold,
            FraudFeatureTable history,
            OpenModels models,
            OptionalDouble trainingSeconds) {

        /** Models and policy. */
        HandbookFold.Cascade cascade() {
            return new HandbookFold.Cascade(models.firstPass(), models.deep(), models.policy());
        }
    }

    /** What is done with a fold. */
    @FunctionalInterface
    interface Visitor {
        void visit(Trained trained) throws Exception;
    }

    /**
     * Folds with models of one seed.
     *
     * @param history features of all folds that will be visited
     * @param folder where the models of the folds are kept, and taken from if they are there
     */
    TrainedFolds(FraudFeatureTable history, Path folder, long seed, Progress progress) {
        this.history = history;
        this.folder = folder;
        this.seed = seed;
        this.progress = progress;
    }

    /** Features of some folds, computed at once: those of an event are the same in each fold. */
    static FraudFeatureTable features(
            TransactionSource source, List<HandbookFold> folds, Progress progress)
            throws IOException {
        Instant from =
                folds.stream()
                        .map(HandbookFold::rowsFrom)
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
        Instant to =
                folds.stream().map(HandbookFold::to).max(Comparator.naturalOrder()).orElseThrow();
        progress.bar("features", 0);
        FraudFeatureTable history = FraudHistory.features(source, from, to);
        progress.bar("features", 1);
        return history;
    }

    /** Trains and visits one fold after the other. */
    void visit(List<HandbookFold> folds, Visitor visitor) throws Exception {
        for (HandbookFold fold : folds) {
            visit(fold, visitor);
        }
    }

    private void visit(HandbookFold fold, Visitor visitor) throws Exception {
        Path trained = folder.resolve(fold.name());
        OptionalDouble seconds = OptionalDouble.empty();
        if (!Files.exists(trained)) {
            Files.createDirectories(trained.toAbsolutePath().getParent());
            progress.note("fold " + fold.name() + ", seed " + seed);
            long start = System.nanoTime();
            Trainings.train(history, fold.training(seed), trained, progress);
            seconds = OptionalDouble.of((System.nanoTime() - start) / 1e9);
        }
        try (OpenModels opened = OpenModels.of(trained.toString(), FraudFeatures.INPUTS)) {
            requireOf(fold, trained, opened.firstPass().manifest());
            requireOf(fold, trained, opened.deep().manifest());
            visitor.visit(new Trained(fold, history, opened, seconds));
        }
    }

    /** Kept models of another training would be measured in silence. */
    private void requireOf(HandbookFold fold, Path trained, Manifest manifest) {
        Manifest.Training training = manifest.training();
        if (!training.from().equals(fold.learnFrom())
                || !training.to().equals(fold.trainTo())
                || training.seed() != seed) {
            throw new UsageException(
                    "Model "
                            + manifest.version()
                            + " in "
                            + trained
                            + " was trained on "
                            + training.from()
                            + " to "
                            + training.to()
                            + " with seed "
                            + training.seed()
                            + "; expected "
                            + fold.learnFrom()
                            + " to "
                            + fold.trainTo()
                            + " with seed "
                            + seed
                            + ". Name another folder with --models.");
        }
    }

    private static List<HandbookFold> starting(String... days) {
        return Stream.of(days)
                .map(day -> HandbookFold.startingAt(Instant.parse(day + "T00:00:00Z")))
                .toList();
    }
}
