// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.cli.evaluation.HandbookFold;
import dev.sluice.cli.evaluation.HandbookWeek;
import dev.sluice.fraud.TransactionSource;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;

/**
 * Weeks on which deep inference is compared: those of the handbook that models are chosen on, or
 * one of simulated transactions where no file is given. Models are trained on each, with a gate
 * that escalates one record in twenty.
 */
final class BenchFolds {

    private static final long SEED = 1;

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
        return data == null ? 1 : TrainedFolds.VALIDATION.size();
    }

    /** Trains and visits one fold after the other. */
    void visit(Progress progress, Visitor visitor) throws Exception {
        TransactionSource source = data == null ? SimulatedHistory.past() : FraudHistory.file(data);
        List<HandbookFold> weeks =
                data == null
                        ? List.of(HandbookFold.startingAt(SimulatedHistory.foldFrom()))
                        : TrainedFolds.VALIDATION;
        try (Scratch scratch = Scratch.create()) {
            Path folder = models == null ? scratch.folder() : models;
            new TrainedFolds(TrainedFolds.features(source, weeks, progress), folder, SEED, progress)
                    .visit(
                            weeks,
                            trained ->
                                    visitor.visit(
                                            trained.fold().name(),
                                            trained.models(),
                                            trained.fold().testWeek(trained.history())));
        }
    }
}
