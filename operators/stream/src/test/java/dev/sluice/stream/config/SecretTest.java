// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.config;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SecretTest {

    private static final ConfigOption<String> SERVERS =
            ConfigOptions.key("kafka.bootstrap-servers").stringType().noDefaultValue();
    private static final ConfigOption<Map<String, String>> PROPERTIES =
            ConfigOptions.key("kafka.properties").mapType().defaultValue(Map.of());
    private static final ConfigOption<Integer> LENGTH =
            ConfigOptions.key("ingest.max-id-length").intType().defaultValue(256);
    private static final List<ConfigOption<?>> KNOWN = List.of(SERVERS, PROPERTIES, LENGTH);

    @TempDir private Path folder;

    @Test
    void aReferenceStandsForAVariableOrForAFileWithoutItsLastLineBreak() throws Exception {
        Path file = Files.writeString(folder.resolve("brokers"), "a:1\n");
        String text = "${file:" + file + "},${env:OTHER}";

        assertThat(References.isIn(text)).isTrue();
        assertThat(References.resolve(text, Map.of("OTHER", "b:$1\\2"))).isEqualTo("a:1,b:$1\\2");
        assertThat(References.isIn("${other:thing} $env")).isFalse();
        assertThat(References.resolve("${other:thing}")).isEqualTo("${other:thing}");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> References.resolve("${env:SLUICE_NO_SUCH_VARIABLE}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("${env:SLUICE_NO_SUCH_VARIABLE}")
                .hasMessageContaining("is not set");
        assertThatThrownBy(() -> References.resolve("${file:" + folder + "/none}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(folder + "/none")
                .hasMessageContaining("NoSuchFileException");
    }

    @Test
    void referencesAreReadWithTheConfigurationButForSecrets() throws Exception {
        Path file = Files.writeString(folder.resolve("value"), "77");
        String reference = "${file:" + file + "}";
        SluiceConfig config =
                SluiceConfig.of(
                        Map.of(
                                "ingest.max-id-length", reference,
                                "kafka.properties.linger.ms", reference,
                                "kafka.properties.ssl.key.password", reference,
                                "kafka.properties.sasl.jaas.config", "password=" + reference,
                                "flink.parallelism.default", reference),
                        KNOWN);

        assertThat(config.own().get(LENGTH)).isEqualTo(77);
        assertThat(config.own().get(PROPERTIES))
                .containsEntry("linger.ms", "77")
                .containsEntry("ssl.key.password", reference)
                .containsEntry("sasl.jaas.config", "password=" + reference);
        assertThat(config.flink().toMap()).containsEntry("parallelism.default", "77");
    }

    @Test
    void aReferenceToNothingIsRefusedWithItsPlace() {
        assertThatThrownBy(
                        () ->
                                ConfigFile.parse(
                                        "f.yaml",
                                        "\nkafka.bootstrap-servers: ${env:SLUICE_NO_SUCH}",
                                        KNOWN))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("f.yaml:2: kafka.bootstrap-servers: ${env:SLUICE_NO_SUCH}");
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.propertees.sasl.jaas.config",
        "kafka.propertees.ssl.key.password",
        "kafka.propertees.ssl.keystore.key",
        "registry.pasword.secret",
    })
    void theValueOfWhatMayBeASecretIsNotShown(String key) {
        assertThatThrownBy(() -> SluiceConfig.of(Map.of(key, "hunter2"), KNOWN))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining("(hidden)")
                .hasMessageNotContaining("hunter2");
        assertThat(ConfigException.of(key, "hunter2", "another"))
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aSecretShowsWhereItIsAndNotWhatItIs() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "hunter2\n");
        Secret secret = Secret.of("registry.password", "${file:" + file + "}");
        assertThat(secret.reveal()).isEqualTo("hunter2");
        assertThat(secret.toString()).isEqualTo("${file:" + file + "}");
        assertThatThrownBy(() -> Secret.of("registry.password", "hunter2"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("registry.password")
                .hasMessageNotContaining("hunter2");
    }
}
