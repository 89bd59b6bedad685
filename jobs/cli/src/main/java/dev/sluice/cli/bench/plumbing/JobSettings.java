// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.config.SluiceConfig;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The configuration of a run: the defaults, topics of its own, and no loops. */
final class JobSettings {

    private static final List<String> TOPICS =
            List.of(
                    "labels",
                    "control",
                    "decisions",
                    "feedback",
                    "quality",
                    "alarms",
                    "dead-letters");

    private JobSettings() {}

    /**
     * The configuration.
     *
     * @param run names the topics that the run writes
     */
    static SluiceConfig of(
            String bootstrapServers,
            String eventsTopic,
            String run,
            int parallelism,
            Patience patience,
            Path checkpoints) {
        Map<String, String> settings = new TreeMap<>(patience.settings());
        settings.put("kafka.bootstrap-servers", bootstrapServers);
        settings.put("kafka.group-id", run);
        settings.put("kafka.events.topic", eventsTopic);
        TOPICS.forEach(topic -> settings.put("kafka." + topic + ".topic", run + "-" + topic));
        settings.put("ingest.start", "earliest");
        // the share that is escalated is a figure of the bench, and there are no labels
        settings.put("gate.controller.enabled", "false");
        settings.put("labels.join.enabled", "false");
        settings.put("flink.parallelism.default", Integer.toString(parallelism));
        settings.put("flink.restart-strategy.type", "none");
        settings.put("flink.execution.checkpointing.storage", "filesystem");
        settings.put("flink.execution.checkpointing.dir", checkpoints.toUri().toString());
        return SluiceConfig.of(settings, CascadeConfig.options());
    }
}
