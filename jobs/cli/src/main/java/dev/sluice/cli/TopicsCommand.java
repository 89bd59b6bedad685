// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.kafka.Topics;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.config.ConfigFile;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.kafka.KafkaOptions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Creates the topics of a job as far as they are missing. */
@Command(
        name = "topics",
        description =
                "Creates the topics of a job as far as they are missing; those that exist are left"
                        + " as they are.",
        mixinStandardHelpOptions = true)
final class TopicsCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Configuration of the job, YAML, as for run.")
    private Path file;

    @Option(
            names = "--partitions",
            defaultValue = "4",
            paramLabel = "N",
            description =
                    "Partitions of each but the control topic, which has one; default"
                            + " ${DEFAULT-VALUE}.")
    private int partitions;

    @Mixin private SettingsOption settings;

    @Override
    public Integer call() throws Exception {
        UsageException.requireAtLeastOne("--partitions", partitions);
        KafkaConfig kafka =
                KafkaOptions.read(
                        ConfigFile.read(file, CascadeConfig.options())
                                .with(settings.settings())
                                .own());
        Topics.create(kafka, partitions);
        PrintWriter out = spec.commandLine().getOut();
        kafka.topics().forEach(topic -> out.println(topic + " is there"));
        out.flush();
        return Sluice.OK;
    }
}
