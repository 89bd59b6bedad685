// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.deadletter.DeadLetterTopic;
import dev.sluice.cli.deadletter.LetterFilter;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.config.ConfigFile;
import dev.sluice.stream.kafka.KafkaOptions;
import dev.sluice.stream.registry.RegistryOptions;

import org.apache.flink.configuration.ReadableConfig;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which dead letters, and of which job. */
final class LetterOptions {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Configuration of the job, YAML, as for run: where its topics are.")
    private Path config;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "Only records that were refused on this topic.")
    private String topic;

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            description = "Only those that this stage refused: ingest, features, first-pass.")
    private String stage;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Only those with this reason: ${COMPLETION-CANDIDATES}; may be repeated.")
    private Set<DeadLetter.Reason> reasons = new TreeSet<>();

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "Only those refused on this day (UTC) or later.")
    private LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            description = "Only those refused before this day (UTC).")
    private LocalDate to;

    @Mixin private SettingsOption settings;

    DeadLetterTopic deadLetters() {
        ReadableConfig own =
                ConfigFile.read(config, CascadeConfig.options()).with(settings.settings()).own();
        return DeadLetterTopic.of(KafkaOptions.read(own), RegistryOptions.read(own));
    }

    /**
     * What is meant.
     *
     * @param ids ids of letters; none for all
     * @throws UsageException if the days are in the wrong order
     */
    LetterFilter filter(Set<String> ids) {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new UsageException(
                    "--from is " + from + " and --to is " + to + "; expected --from before --to");
        }
        return new LetterFilter(
                ids,
                Optional.ofNullable(topic),
                Optional.ofNullable(stage),
                reasons,
                from == null ? Instant.MIN : start(from),
                to == null ? Instant.MAX : start(to));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
