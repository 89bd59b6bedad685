// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.config.SluiceConfig;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.kafka.KafkaOptions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Topics of a test that shares its broker with others. */
final class KafkaConfigs {

    /** The parts of the keys that tell topics apart: events, labels and so on. */
    private static final List<String> TOPICS =
            CascadeConfig.options().stream()
                    .map(option -> option.key())
                    .filter(key -> key.matches("kafka\\.[a-z-]+\\.topic"))
                    .map(key -> key.split("\\.")[1])
                    .toList();

    private KafkaConfigs() {}

    /** Topics and a consumer group under a name. */
    static KafkaConfig of(String bootstrapServers, String name) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("kafka.bootstrap-servers", bootstrapServers);
        settings.put("kafka.group-id", name);
        TOPICS.forEach(topic -> settings.put("kafka." + topic + ".topic", name + "-" + topic));
        return KafkaOptions.read(SluiceConfig.of(settings, CascadeConfig.options()).own());
    }

    /** The same as lines of a configuration file. */
    static List<String> lines(KafkaConfig kafka) {
        List<String> lines = new ArrayList<>(List.of("kafka.group-id: " + kafka.groupId()));
        TOPICS.forEach(
                topic -> lines.add("kafka." + topic + ".topic: " + kafka.groupId() + "-" + topic));
        return lines;
    }
}
