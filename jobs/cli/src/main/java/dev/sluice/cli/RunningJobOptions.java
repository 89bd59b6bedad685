// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.release.ReleaseClient;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.config.ConfigFile;
import dev.sluice.stream.config.SluiceConfig;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.kafka.KafkaOptions;
import dev.sluice.stream.registry.InputFormats;
import dev.sluice.stream.registry.RegistryOptions;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;

/** Which running job is meant. */
final class RunningJobOptions {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Configuration of the job, YAML, as for run: where its topics are.")
    private Path config;

    @Mixin private SettingsOption settings;

    SluiceConfig config() {
        return ConfigFile.read(config, CascadeConfig.options()).with(settings.settings());
    }

    KafkaConfig kafka() {
        return KafkaOptions.read(config().own());
    }

    ReleaseClient client() {
        return new ReleaseClient(kafka(), formats(), System::currentTimeMillis);
    }

    /** How its topics are framed. */
    InputFormats formats() {
        KafkaConfig kafka = kafka();
        return InputFormats.of(
                RegistryOptions.read(config().own()),
                List.of(
                        kafka.models().releases(),
                        kafka.models().status(),
                        kafka.models().shadow(),
                        kafka.decisionsTopic()));
    }
}
