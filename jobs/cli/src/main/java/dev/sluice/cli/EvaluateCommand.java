// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.cli.evaluation.HandbookFold;
import dev.sluice.cli.evaluation.ProtocolReport;
import dev.sluice.cli.evaluation.gate.GateEvaluation;
import dev.sluice.cli.evaluation.gate.GateReport;
import dev.sluice.cli.evaluation.gate.GateText;
import dev.sluice.fraud.FraudFeatureTable;
import dev.sluice.fraud.FraudFeatures;
import dev.sluice.training.TrainingConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.DoubleConsumer;

/** A published protocol, with training, on published data. */
@Command(
        name = "evaluate",
        description = "Trains and tests by a published protocol: first pass, deep, cascade.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

    /** The protocols that are known. */
    enum Protocol {
        T1
    }

    /** Folds of the gate report. */
    enum Folds {
        TEST,
        VALIDATION
    }

    @Spec private CommandSpec spec;

    @Mixin private UseCases useCase;

    @Option(
            names = "--protocol",
            defaultValue = "T1",
            paramLabel = "NAME",
            description =
                    "T1: train a week, wait a week for labels, test a week, as the Fraud Detection"
                            + " Handbook does; default ${DEFAULT-VALUE}.")
    private Protocol protocol;

    @Option(
            names = "--train-from",
            defaultValue = "2018-07-25",
            paramLabel = "DATE",
            description =
                    "First day of the training week; default ${DEFAULT-VALUE}, the published one."
                            + " Earlier weeks are for choosing models.")
    private LocalDate trainFrom;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "Events, CSV.")
    private Path data;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the training; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the table as JSON.")
    private Path json;

    @Option(
            names = "--gate-report",
            paramLabel = "FILE",
            description =
                    "Measure the gate instead, on four folds: budget, frontier, money, promise,"
                            + " calibration; written as JSON.")
    private Path gateReport;

    @Option(
            names = "--folds",
            defaultValue = "test",
            paramLabel = "WHICH",
            description =
                    "Folds of --gate-report: test, or validation, which settings are chosen on;"
                            + " default ${DEFAULT-VALUE}.")
    private Folds folds;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description =
                    "Folder that the models of --gate-report are kept in, and taken from if they"
                            + " are there; a temporary one if not given.")
    private Path models;

    @Override
    public Integer call() throws Exception {
        useCase.require();
        if (gateReport != null) {
            return measureGate();
        }
        ProtocolReport report;
        try (Progress progress = Progress.ofTerminal();
                Scratch scratch = Scratch.create()) {
            report = run(progress, scratch.folder().resolve("models"));
        }
        print(report);
        if (json != null) {
            Json.write(json, report);
        }
        return Sluice.OK;
    }

    private Integer measureGate() throws Exception {
        GateEvaluation evaluation = new GateEvaluation();
        try (Progress progress = Progress.ofTerminal();
                Scratch scratch = Scratch.create()) {
            new TrainedFolds(
                            FraudHistory.file(data),
                            models == null ? scratch.folder() : models,
                            seed,
                            progress)
                    .visit(
                            folds == Folds.TEST ? TrainedFolds.TEST : TrainedFolds.VALIDATION,
                            (name, fold, history, opened) -> {
                                progress.bar("gate " + name, 0);
                                evaluation.add(
                                        name,
                                        fold,
                                        history,
                                        new HandbookFold.Cascade(
                                                opened.firstPass(),
                                                opened.deep(),
                                                opened.policy()));
                                progress.bar("gate " + name, 1);
                            });
        }
        GateReport report = evaluation.report();
        GateText.print(report, spec.commandLine().getOut());
        Json.write(gateReport, report);
        return Sluice.OK;
    }

    private ProtocolReport run(Progress progress, Path folder) throws Exception {
        HandbookFold fold =
                HandbookFold.startingAt(trainFrom.atStartOfDay(ZoneOffset.UTC).toInstant());
        progress.bar("features", 0);
        FraudFeatureTable history =
                FraudHistory.features(FraudHistory.file(data), fold.from(), fold.to());
        progress.bar("features", 1);
        Trainings.train(
                history, TrainingConfig.of(fold.from(), fold.trainTo(), seed), folder, progress);
        DoubleConsumer testing = share -> progress.bar("testing", share);
        try (OpenModels models = OpenModels.of(folder.toString(), FraudFeatures.INPUTS)) {
            return fold.test(
                    protocol.name(),
                    history,
                    new HandbookFold.Cascade(models.firstPass(), models.deep(), models.policy()),
                    testing);
        }
    }

    private void print(ProtocolReport report) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s: train %,d / %,d frauds, test %,d / %,d frauds, %,d of known customers left out%n",
                report.protocol(),
                report.train().rows(),
                report.train().frauds(),
                report.test().rows(),
                report.test().frauds(),
                report.removed().rows());
        out.printf(
                Locale.ROOT,
                "%-14s %8s %8s %8s %10s %8s%n",
                "",
                "AUC",
                "AP",
                "CP@100",
                "escalated",
                "passes");
        for (ProtocolReport.Row row : report.rows()) {
            out.printf(
                    Locale.ROOT,
                    "%-14s %8.4f %8.4f %8.4f %9.2f%% %8.1f%n",
                    row.name(),
                    row.auc(),
                    row.ap(),
                    row.cp100(),
                    100 * row.escalatedShare(),
                    row.meanPasses());
        }
        out.flush();
    }
}
