// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.cli.flink.LocalFlink;
import dev.sluice.cli.flink.RunningJob;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.FlinkDefaults;
import dev.sluice.stream.KafkaCascade;
import dev.sluice.stream.config.ConfigException;
import dev.sluice.stream.config.ConfigFile;
import dev.sluice.stream.config.SluiceConfig;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.StateRecoveryOptions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
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

    @Mixin private UiOption ui;

    @Override
    public Integer call() throws Exception {
        UseCaseKit kit = useCase.kit();
        SluiceConfig config =
                ConfigFile.read(file, CascadeConfig.options()).with(settings.settings());
        CascadeConfig stages = CascadeConfig.read(config);
        Configuration flinkSettings = FlinkDefaults.with(durable(config.flink()));
        Optional<String> unanswered = KafkaCascade.check(kit.useCase(), stages);
        if (unanswered.isPresent()) {
            throw new IOException(unanswered.get());
        }
        int parallelism = flinkSettings.get(CoreOptions.DEFAULT_PARALLELISM);
        try (Shutdown shutdown = Shutdown.ofThisThread();
                Progress progress = Progress.ofTerminal();
                UiOption.Served page = ui.open(kit, progress)) {
            LocalFlink flink =
                    LocalFlink.create(
                            flinkSettings,
                            parallelism + stages.deepParallelism().orElse(parallelism));
            KafkaCascade.build(flink.environment(), kit.useCase(), config);
            page.follow(config);
            try (RunningJob job = RunningJob.submit(flink, kit.jobName())) {
                return follow(
                        job, flink.webAddress(), progress, shutdown, savepoints(flinkSettings));
            }
        }
    }

    private static int follow(
            RunningJob job,
            String webAddress,
            Progress progress,
            Shutdown shutdown,
            String savepoints)
            throws Exception {
        try {
            job.awaitRunning();
            progress.note("Running; Flink's web page: " + webAddress);
            progress.note("Logs: " + Logs.file() + ". Ctrl-C stops the job with a savepoint.");
            job.awaitEnd();
            return Sluice.OK;
        } catch (InterruptedException e) {
            if (!shutdown.isRequested()) {
                throw e;
            }
            progress.note("Interrupted; stopping with a savepoint ...");
            String savepoint = job.stop(savepoints);
            progress.note("Stopped. To go on from here, run again with");
            progress.note(
                    "  --set flink." + StateRecoveryOptions.SAVEPOINT_PATH.key() + "=" + savepoint);
            return Sluice.INTERRUPTED;
        }
    }

    /** Checkpoints on disk that outlive the process: windows and histories are not made again. */
    private static Configuration durable(Configuration settings) {
        if (!settings.contains(CheckpointingOptions.CHECKPOINTS_DIRECTORY)) {
            throw ConfigException.of(
                    "flink." + CheckpointingOptions.CHECKPOINTS_DIRECTORY.key(),
                    "not set",
                    "a folder for checkpoints and savepoints, such as file:///var/lib/sluice");
        }
        Configuration durable = new Configuration();
        durable.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        durable.addAll(settings);
        return durable;
    }

    private static String savepoints(Configuration settings) {
        return settings.getOptional(CheckpointingOptions.SAVEPOINT_DIRECTORY)
                .orElse(settings.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY) + "/savepoints");
    }
}
