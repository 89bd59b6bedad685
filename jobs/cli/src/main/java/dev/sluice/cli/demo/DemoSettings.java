// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.demo;

import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.config.SluiceConfig;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The configuration of a demo: its own settings, and the user's over them. */
final class DemoSettings {

    private DemoSettings() {}

    static SluiceConfig of(DemoRequest request, String bootstrapServers, Path scratch) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("models.dir", request.models());
        settings.put("deep.parallelism", "1");
        settings.put("ingest.idle-timeout", "1 s");
        // the loop closes several times while somebody watches
        settings.put("gate.controller.interval", "1 s");
        settings.put("flink.execution.checkpointing.interval", "2 s");
        settings.put("flink.execution.checkpointing.min-pause", "1 s");
        // the feed asks how far the labels are read
        settings.put("flink.metrics.fetcher.update-interval", "500 ms");
        settings.put("flink.execution.checkpointing.storage", "filesystem");
        settings.put(
                "flink.execution.checkpointing.dir",
                scratch.resolve("checkpoints").toUri().toString());
        settings.put("flink.restart-strategy.type", "fixed-delay");
        settings.put("flink.restart-strategy.fixed-delay.attempts", "3");
        settings.putAll(request.settings());
        settings.put("kafka.bootstrap-servers", bootstrapServers);
        return SluiceConfig.of(settings, CascadeConfig.options());
    }
}
