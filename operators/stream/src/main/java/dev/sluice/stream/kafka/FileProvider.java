// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.kafka;

import dev.sluice.stream.config.References;

import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What {@code ${file:PATH}} stands for in a property of a Kafka client: the content of the file, as
 * everywhere in a configuration. Kafka's own provider reads files of properties, which is not what
 * Kubernetes mounts.
 */
public final class FileProvider implements ConfigProvider {

    /** For Kafka. */
    public FileProvider() {}

    @Override
    public ConfigData get(String path) {
        return new ConfigData(Map.of());
    }

    @Override
    public ConfigData get(String path, Set<String> keys) {
        Map<String, String> contents = new TreeMap<>();
        for (String key : keys) {
            // Kafka takes what is before a colon for something else
            String file = path == null || path.isEmpty() ? key : path + ":" + key;
            contents.put(key, References.file(file));
        }
        return new ConfigData(contents);
    }

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void close() {}
}
