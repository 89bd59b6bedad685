// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.cli.evaluation.HandbookFold;
import dev.sluice.cli.evaluation.HandbookWeek;
import dev.sluice.fraud.FraudFeatureTable;
import dev.sluice.fraud.FraudFeatures;
import dev.sluice.fraud.TransactionSource;
import dev.sluice.training.TrainingConfig;

import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Weeks on which deep inference is compared: those of the handbook that models are chosen on, or
 * one of simulated transactions where no file is given. Models are trained on each, with a gate
 * that escalates one record in twenty.
 */
final class BenchFolds {

    private static final long SEED = 1;

    /** Starts of the handbook's training weeks that models are chosen on; never the test folds. */
    private static final List<String> HANDBOOK =
            List.of("2018-06-20", "2018-06-27", "2018-07-04", "2018-07-11");

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description =
                    "The handbook's transactions, CSV; the four folds that models are chosen on are"
                            + " used. Simulated transactions if not given.")
    private Path data;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description =
                    "Folder that the models of the folds are kept in, and taken from if they are"
                            + " there; a temporary one if not given.")
    private Path models;

    /** What is done with a fold. */
    @FunctionalInterface
    interface Visitor {
        void visit(String name, OpenModels models, HandbookWeek week) throws Exception;
    }

    /** Where the records come from, in words. */
    String source() {
        return data == null ? "simulated transactions" : "the handbook's validation folds";
    }

    /** Number of folds. */
    int count() {
        return data == null ? 1 : HANDBOOK.size();
    }

    /** Trains and visits one fold after the other. */
    void visit(Progress progress, Visitor visitor) throws Exception {
        TransactionSource source = data == null ? SimulatedHistory.past() : FraudHistory.file(data);
        List<Instant> starts =
                data == null
                        ? List.of(SimulatedHistory.foldFrom())
                        : HANDBOOK.stream().map(day -> Instant.parse(day + "T00:00:00Z")).toList();
        try (Scratch scratch = Scratch.create()) {
            for (Instant start : starts) {
                visit(
                        HandbookFold.startingAt(start),
                        source,
                        models == null ? scratch.folder() : models,
                        progress,
                        visitor);
            }
        }
    }

    private static void visit(
            HandbookFold fold,
            TransactionSource source,
            Path folder,
            Progress progress,
            Visitor visitor)
            throws Exception {
        String name = fold.from().atZone(ZoneOffset.UTC).toLocalDate().toString();
        progress.bar("features " + name, 0);
        FraudFeatureTable history = FraudHistory.features(source, fold.from(), fold.to());
        progress.bar("features " + name, 1);
        Path trained = folder.resolve(name);
        train(history, fold, trained, progress);
        try (OpenModels opened = OpenModels.of(trained.toString(), FraudFeatures.INPUTS)) {
            visitor.visit(name, opened, fold.testWeek(history));
        }
    }

    private static void train(
            FraudFeatureTable history, HandbookFold fold, Path folder, Progress progress)
            throws Exception {
        if (!Files.exists(folder)) {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            Trainings.train(
                    history,
                    TrainingConfig.of(fold.from(), fold.trainTo(), SEED),
                    folder,
                    progress);
        }
    }
}
