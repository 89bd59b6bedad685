// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.cli.evaluation.HandbookFold;
import dev.sluice.cli.evaluation.ProtocolReport;
import dev.sluice.cli.evaluation.gate.GateEvaluation;
import dev.sluice.cli.evaluation.gate.GateFold;
import dev.sluice.cli.evaluation.gate.GateReport;
import dev.sluice.cli.evaluation.gate.GateText;
import dev.sluice.cli.evaluation.prequential.PrequentialPage;
import dev.sluice.cli.evaluation.prequential.PrequentialReport;
import dev.sluice.cli.evaluation.prequential.PrequentialText;
import dev.sluice.fraud.FraudFeatureTable;
import dev.sluice.fraud.FraudFeatures;
import dev.sluice.fraud.TransactionCsv;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.DoubleConsumer;

/** The protocol of the Fraud Detection Handbook, with training, on its data. */
@Command(
        name = "fraud",
        description =
                "Trains and tests card fraud by the protocol of the Fraud Detection Handbook: first"
                        + " pass, deep, cascade.",
        mixinStandardHelpOptions = true)
final class EvaluateFraudCommand implements Callable<Integer> {

    /** The protocols that are known. */
    enum Protocol {
        T1,
        T2
    }

    @Spec private CommandSpec spec;

    @Option(
            names = "--protocol",
            defaultValue = "T1",
            paramLabel = "NAME",
            description =
                    "T1: train a week, wait a week for labels, test a week, as the Fraud Detection"
                            + " Handbook does; T2: the mean of four such folds; default"
                            + " ${DEFAULT-VALUE}.")
    private Protocol protocol;

    @Option(
            names = "--train-from",
            defaultValue = "2018-07-25",
            paramLabel = "DATE",
            description =
                    "First day of the training week of T1; default ${DEFAULT-VALUE}, the published one."
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

    @Mixin private FoldOptions folds;

    @Option(
            names = "--seeds",
            paramLabel = "K",
            defaultValue = "1",
            description =
                    "Repeat T2 for K seeds from --seed on: means over them, with their spread;"
                            + " default ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write T2 as one HTML page with tables and charts.")
    private Path report;

    @Override
    public Integer call() throws Exception {
        UsageException.requireAtLeastOne("--seeds", seeds);
        folds.require();
        if (gateReport != null) {
            refuse("--gate-report", "--train-from", "--seeds", "--report", "--json");
            return measureGate();
        }
        if (protocol == Protocol.T2) {
            refuse("--protocol T2", "--train-from");
            return measureFolds();
        }
        refuse(
                "--protocol T1",
                "--folds",
                "--history",
                "--train-days",
                "--models",
                "--seeds",
                "--report");
        ProtocolReport table;
        try (Progress progress = Progress.ofTerminal();
                Scratch scratch = Scratch.create()) {
            table = run(progress, scratch.folder().resolve("models"));
        }
        print(table);
        if (json != null) {
            Json.write(json, table);
        }
        return Sluice.OK;
    }

    /** An option without a meaning would be ignored in silence. */
    private void refuse(String with, String... options) {
        for (String option : options) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new UsageException(
                        option + " has no meaning with " + with + "; leave it out");
            }
        }
    }

    private Integer measureFolds() throws Exception {
        PrequentialReport figures;
        try (Progress progress = Progress.ofTerminal()) {
            figures = new PrequentialRun(folds, seed, seeds, progress).of(FraudHistory.file(data));
        }
        PrequentialText.print(figures, spec.commandLine().getOut());
        if (json != null) {
            Json.write(json, figures);
        }
        if (report != null) {
            Files.createDirectories(report.toAbsolutePath().getParent());
            Files.writeString(
                    report,
                    PrequentialPage.of(
                            figures,
                            CommandLines.text(
                                    spec.root().commandLine().getParseResult().originalArgs())));
        }
        return Sluice.OK;
    }

    private Integer measureGate() throws Exception {
        GateEvaluation evaluation = new GateEvaluation();
        try (Progress progress = Progress.ofTerminal();
                Scratch scratch = Scratch.create()) {
            TransactionCsv source = FraudHistory.file(data);
            List<HandbookFold> chosen = folds.of(source);
            FraudFeatureTable history = TrainedFolds.features(source, chosen, progress);
            new TrainedFolds(history, folds.models(scratch), seed, progress)
                    .visit(
                            chosen,
                            trained -> {
                                String name = trained.fold().name();
                                progress.bar("gate " + name, 0);
                                evaluation.add(
                                        name,
                                        GateFold.of(trained.fold(), history, trained.cascade()));
                                progress.bar("gate " + name, 1);
                            });
        }
        GateReport figures = evaluation.report();
        GateText.print(figures, spec.commandLine().getOut());
        Json.write(gateReport, figures);
        return Sluice.OK;
    }

    private ProtocolReport run(Progress progress, Path folder) throws Exception {
        HandbookFold fold =
                HandbookFold.startingAt(trainFrom.atStartOfDay(ZoneOffset.UTC).toInstant());
        progress.bar("features", 0);
        FraudFeatureTable history =
                FraudHistory.features(FraudHistory.file(data), fold.rowsFrom(), fold.to());
        progress.bar("features", 1);
        Trainings.train(history, fold.training(seed), folder, progress);
        DoubleConsumer testing = share -> progress.bar("testing", share);
        try (OpenModels models = OpenModels.of(folder.toString(), FraudFeatures.INPUTS)) {
            return fold.test(
                    protocol.name(),
                    history,
                    new HandbookFold.Cascade(models.firstPass(), models.deep(), models.policy()),
                    testing);
        }
    }

    private void print(ProtocolReport table) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s: train %,d / %,d frauds, test %,d / %,d frauds, %,d of known customers left out%n",
                table.protocol(),
                table.train().rows(),
                table.train().frauds(),
                table.test().rows(),
                table.test().frauds(),
                table.removed().rows());
        out.printf(
                Locale.ROOT,
                "%-14s %8s %8s %8s %10s %8s%n",
                "",
                "AUC",
                "AP",
                "CP@100",
                "escalated",
                "passes");
        for (ProtocolReport.Row row : table.rows()) {
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
