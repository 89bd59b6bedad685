// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.kafka;

import dev.sluice.stream.config.ConfigException;

import org.apache.flink.configuration.Configuration;

import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
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
                        "sluice-dead-letters",
                        "sluice-model-releases",
                        "sluice-model-status",
                        "sluice-shadow-scores");
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ssl.keystore.password|hunter2",
                "ssl.key.password|hunter2",
                "ssl.truststore.password|hunter2",
                "ssl.keystore.key|hunter2",
                "sasl.jaas.config|X required username=\"me\" password=\"hunter2\";",
                "sasl.jaas.config|X required username=${env:ME} password=hunter2;",
                "sasl.jaas.config|X required clientId=\"me\" clientSecret=\"hunter2\";",
            })
    void aSecretThatIsWrittenOutIsRefusedAndNotShown(String name, String value) {
        assertThatThrownBy(() -> read(Map.of("kafka.properties." + name, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("kafka.properties." + name)
                .hasMessageContaining("expected ${env:NAME} or ${file:PATH}")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ssl.keystore.password|${env:P}",
                "sasl.jaas.config|X required username=\"me\" password=\"${file:/p}\";",
                "sasl.jaas.config|com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true;",
                "ssl.truststore.certificates|-----BEGIN CERTIFICATE-----",
                "sasl.oauthbearer.token.endpoint.url|https://login/token",
            })
    void whatIsNoSecretOrRefersToOneIsTaken(String name, String value) {
        assertThat(read(Map.of("kafka.properties." + name, value)).consumerProperties())
                .containsEntry(name, value);
    }

    @Test
    void aReferenceIsReadByTheClientThatIsOpened(@TempDir Path folder) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "hunter2\n");
        String jaas = "X required username=\"me\" password=\"${file:" + password + "}\";";
        KafkaConfig config =
                read(
                        Map.of(
                                "kafka.properties.sasl.jaas.config",
                                jaas,
                                "kafka.properties.config.providers",
                                "vault",
                                "kafka.properties.config.providers.vault.class",
                                FileProvider.class.getName()));

        for (Map<String, String> properties :
                List.of(
                        config.consumerProperties(),
                        config.producerProperties(),
                        config.adminProperties())) {
            assertThat(properties)
                    .containsEntry("config.providers", "vault,file,env")
                    .containsEntry("sasl.jaas.config", jaas);
        }
        Map<String, Object> client = new HashMap<>(config.adminProperties());
        client.put("bootstrap.servers", "localhost:9092");
        assertThat(new AdminClientConfig(client).getPassword("sasl.jaas.config").value())
                .isEqualTo("X required username=\"me\" password=\"hunter2\";");
        Files.writeString(password, "rotated");
        assertThat(new AdminClientConfig(client).getPassword("sasl.jaas.config").value())
                .contains("rotated");
    }

    private static KafkaConfig read(Map<String, String> values) {
        Configuration configuration = Configuration.fromMap(values);
        configuration.set(KafkaOptions.BOOTSTRAP_SERVERS, "localhost:9092");
        return KafkaOptions.read(configuration);
    }
}
