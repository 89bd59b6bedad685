// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.cli.flink.LocalFlink;
import dev.sluice.cli.flink.RunningJob;
import dev.sluice.fraud.FraudDetectionJob;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.FlinkDefaults;
import dev.sluice.stream.config.ConfigFile;
import dev.sluice.stream.config.SluiceConfig;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** The job against the user's Kafka, in a local Flink. */
@Command(
        name = "run",
        description = "Runs the job against your Kafka, in a local Flink, until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Mixin private UseCases useCase;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Configuration, YAML; the same file goes to a cluster.")
    private Path file;

    @Mixin private SettingsOption settings;

    @Override
    public Integer call() throws Exception {
        useCase.require();
        SluiceConfig config =
                ConfigFile.read(file, CascadeConfig.options()).with(settings.settings());
        CascadeConfig stages = CascadeConfig.read(config);
        Configuration flinkSettings = FlinkDefaults.with(config.flink());
        int parallelism = flinkSettings.get(CoreOptions.DEFAULT_PARALLELISM);
        try (Shutdown shutdown = Shutdown.ofThisThread();
                Progress progress = Progress.ofTerminal()) {
            LocalFlink flink =
                    LocalFlink.create(
                            flinkSettings,
                            parallelism + stages.deepParallelism().orElse(parallelism));
            FraudDetectionJob.build(flink.environment(), config);
            try (RunningJob job = RunningJob.submit(flink, FraudDetectionJob.NAME)) {
                progress.note("Running; Flink's web page: " + flink.webAddress());
                progress.note("Logs: " + Logs.file() + ". Ctrl-C cancels the job.");
                job.awaitEnd();
                return Sluice.OK;
            } catch (InterruptedException e) {
                if (!shutdown.isRequested()) {
                    throw e;
                }
                progress.note("Interrupted; the job is cancelled.");
                return Sluice.INTERRUPTED;
            }
        }
    }
}
