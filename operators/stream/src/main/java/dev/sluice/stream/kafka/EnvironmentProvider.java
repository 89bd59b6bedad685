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
 * What {@code ${env:NAME}} stands for in a property of a Kafka client. Kafka's own provider leaves
 * a variable that is not set as it is written, which would then be the password.
 */
public final class EnvironmentProvider implements ConfigProvider {

    /** For Kafka. */
    public EnvironmentProvider() {}

    @Override
    public ConfigData get(String path) {
        return new ConfigData(Map.of());
    }

    @Override
    public ConfigData get(String path, Set<String> keys) {
        Map<String, String> variables = new TreeMap<>();
        keys.forEach(key -> variables.put(key, References.variable(key)));
        return new ConfigData(variables);
    }

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void close() {}
}
