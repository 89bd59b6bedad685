// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.kafka;

import dev.sluice.stream.config.ConfigException;

import org.apache.flink.configuration.Configuration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KafkaConfigTest {

    @Test
    void hasATopicForEachStream() {
        assertThat(read(Map.of()).topics())
                .containsExactly(
                        "sluice-events",
                        "sluice-labels",
                        "sluice-control",
                        "sluice-decisions",
                        "sluice-feedback",
                        "sluice-quality",
                        "sluice-alarms",
                        "sluice-dead-letters");
        assertThat(read(Map.of())).isEqualTo(KafkaConfig.of("localhost:9092"));
    }

    @Test
    void wantsToKnowTheBrokers() {
        assertThatThrownBy(() -> KafkaOptions.read(new Configuration()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("kafka.bootstrap-servers");
    }

    @Test
    void aPropertyGoesToTheClientsThatKnowIt() {
        KafkaConfig config =
                read(
                        Map.of(
                                "kafka.properties.linger.ms", "3",
                                "kafka.properties.fetch.min.bytes", "7",
                                "kafka.properties.security.protocol", "SSL",
                                "kafka.properties.my.plugin", "x"));
        assertThat(config.producerProperties())
                .containsOnlyKeys("linger.ms", "security.protocol", "my.plugin");
        assertThat(config.consumerProperties())
                .containsOnlyKeys("fetch.min.bytes", "security.protocol", "my.plugin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka.events.topic|sluice-decisions|another topic",
                "kafka.events.topic|a topic|letters, digits",
                "kafka.group-id| |a name",
                "kafka.properties.group.id|x|kafka.group-id",
                "kafka.properties.transaction.timeout.ms|1|delivery.transaction-timeout",
                "kafka.properties.acks|1|all",
                "kafka.properties.linger.ms|soon|what Kafka takes",
                "kafka.properties.compression.type|best|what Kafka takes",
            })
    void whatNoClusterOrClientTakesIsRefused(String key, String value, String expected) {
        String given = value == null ? "" : value;
        assertThatThrownBy(() -> read(Map.of(key, given)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("'" + given + "'; expected")
                .hasMessageContaining(expected);
    }

    private static KafkaConfig read(Map<String, String> values) {
        Configuration configuration = Configuration.fromMap(values);
        configuration.set(KafkaOptions.BOOTSTRAP_SERVERS, "localhost:9092");
        return KafkaOptions.read(configuration);
    }
}
