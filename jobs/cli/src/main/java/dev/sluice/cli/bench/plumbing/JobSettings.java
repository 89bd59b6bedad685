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
                    "releases",
                    "model-status",
                    "shadow",
                    "dead-letters");

    /** Of a job whose models are changed by the bench, and not by how busy the machine is. */
    static final Map<String, String> RELEASES =
            Map.of("models.releases.enabled", "true", "models.rollback.latency", "1000000");

    /** Caches and write buffers of RocksDB, all slots together: far less than large state. */
    static final String MANAGED_MEMORY = "256m";

    private JobSettings() {}

    /** Where a run in a folder keeps state that is not on the heap. */
    static Path stateFolder(Path folder) {
        return folder.resolve("state");
    }

    /**
     * The configuration.
     *
     * @param run names the topics that the run writes
     * @param restPort free port for Flink's web page
     * @param backend where the state of keys is kept
     * @param folder for checkpoints, and for state that is not on the heap
     */
    static SluiceConfig of(
            String bootstrapServers,
            String eventsTopic,
            String run,
            int parallelism,
            Patience patience,
            int restPort,
            StateBackend backend,
            Path folder) {
        Map<String, String> settings = new TreeMap<>(patience.settings());
        settings.put("kafka.bootstrap-servers", bootstrapServers);
        settings.put("kafka.group-id", run);
        settings.put("kafka.events.topic", eventsTopic);
        TOPICS.forEach(topic -> settings.put("kafka." + topic + ".topic", run + "-" + topic));
        settings.put("ingest.start", "earliest");
        // the share that is escalated is a figure of the bench, and there are no labels
        settings.put("gate.controller.enabled", "false");
        settings.put("labels.join.enabled", "false");
        settings.put("models.releases.enabled", "false");
        settings.put("flink.parallelism.default", Integer.toString(parallelism));
        settings.put("flink.restart-strategy.type", "none");
        // nobody looks at the page, and other benches may start at the same moment
        settings.put("flink.rest.port", Integer.toString(restPort));
        settings.put("flink.execution.checkpointing.storage", "filesystem");
        settings.put(
                "flink.execution.checkpointing.dir",
                folder.resolve("checkpoints").toUri().toString());
        settings.put("flink.state.backend.type", backend.flinkName());
        if (backend == StateBackend.ROCKSDB) {
            settings.put("flink.state.backend.rocksdb.localdir", stateFolder(folder).toString());
            settings.put("flink.execution.checkpointing.incremental", "true");
            settings.put("flink.taskmanager.memory.managed.size", MANAGED_MEMORY);
        }
        return SluiceConfig.of(settings, CascadeConfig.options());
    }
}
