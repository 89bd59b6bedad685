// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.training.TrainingReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Features, first pass, deep, calibration, policy and manifests, into one folder. */
@Command(
        name = "train",
        description = "Trains first pass, deep and policy on recorded events.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private UseCases useCase;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "Events, CSV.")
    private Path data;

    @Mixin private DateOptions dates;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the models; the last day of the range calibrates them.")
    private Path out;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Equal seeds and data give equal models; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--pretraining",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "How long before --from events serve, without their labels, to pre-train the"
                            + " deep model's history encoders, such as 14d; 0d for no pre-training."
                            + " Default 0d.")
    private Duration pretraining;

    @Option(
            names = "--cause-weight",
            paramLabel = "W",
            description =
                    "Weight of the deep model's auxiliary task, to tell what is behind a bad event; 0"
                            + " leaves it out, the default.")
    private Double causeWeight;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        UseCaseKit kit = useCase.kit();
        TrainingReport report;
        try (Progress progress = Progress.ofTerminal()) {
            report = kit.train(kit.recorded(data), request(), out.toAbsolutePath(), progress);
        }
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.printf(
                Locale.ROOT,
                "Trained on %,d rows, calibrated on %,d; models and policy are in %s.%n",
                report.rows(),
                report.heldOutRows(),
                out);
        print(terminal, report.firstPassVersion(), report.firstPass());
        print(terminal, report.deepVersion(), report.deep());
        report.notes().forEach(note -> terminal.println("  " + note));
        terminal.flush();
        if (json != null) {
            Json.write(json, report);
        }
        return Sluice.OK;
    }

    private TrainRequest request() {
        return new TrainRequest(
                dates.from(),
                dates.to(),
                seed,
                Optional.ofNullable(pretraining),
                causeWeight == null ? OptionalDouble.empty() : OptionalDouble.of(causeWeight));
    }

    private static void print(PrintWriter terminal, String version, Map<String, Double> figures) {
        terminal.printf("  %s on the held-out day:", version);
        new TreeMap<>(figures)
                .forEach((name, value) -> terminal.printf(Locale.ROOT, " %s %.4f", name, value));
        terminal.println();
    }
}
