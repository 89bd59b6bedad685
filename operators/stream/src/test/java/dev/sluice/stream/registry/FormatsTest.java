// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.registry;

import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.Control;
import dev.sluice.schema.RegistryUnavailableException;
import dev.sluice.schema.RegistryWireFormat;
import dev.sluice.schema.SchemaTexts;
import dev.sluice.stream.config.AccessException;
import dev.sluice.stream.config.ConfigException;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.InstantiationUtil;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FormatsTest {

    private static final String SUBJECT = "/subjects/control-value";

    private FakeRegistry server;

    @BeforeEach
    void start() throws Exception {
        server = new FakeRegistry();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void withoutARegistryEverythingIsASingleObject() {
        assertThat(RegistryOptions.read(new Configuration())).isEmpty();
        assertThat(OutputFormats.of(Optional.empty()).header("control", Control.class))
                .isEqualTo(AvroWireFormat.header(Control.getClassSchema()));
        assertThat(InputFormats.of(Optional.empty(), List.of("control")))
                .isEqualTo(InputFormats.singleObjects());
    }

    @Test
    void whatWasRegisteredBeforeTheJobTravelsWithItAndIsNeverAskedFor() throws Exception {
        server.answer("GET " + SUBJECT + "/versions", 200, "[3]")
                .answer(
                        "GET " + SUBJECT + "/versions/3",
                        200,
                        "{\"id\":77,\"schema\":\""
                                + FakeRegistry.quoted(SchemaTexts.of(Control.class))
                                + "\"}");
        Control control = new Control("gate.mode", "off", Instant.ofEpochMilli(5), "me");
        byte[] bytes =
                AvroWireFormat.framed(Control.class, RegistryWireFormat.header(77)).encode(control);

        InputFormats shipped =
                InstantiationUtil.clone(InputFormats.of(config(Map.of()), List.of("control")));
        server.close();

        assertThat(shipped.open(Control.class).decode(bytes)).isEqualTo(control);
    }

    @Test
    void aRegistryThatIsAwayAtTheStartEndsIt() {
        Optional<RegistryConfig> config = config(Map.of());
        server.close();
        assertThatThrownBy(() -> InputFormats.of(config, List.of("control")))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("did not answer GET /subjects/control-value/versions");
        assertThatThrownBy(() -> OutputFormats.of(config).header("control", Control.class))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("did not answer POST /subjects/control-value/versions");
    }

    @Test
    void ownSchemasAreRegisteredUnderTheRuleAsTheyAreWritten() {
        server.answer("PUT /config/control-value", 200, "{\"compatibility\":\"FULL\"}")
                .answer("POST " + SUBJECT + "/versions", 200, "{\"id\":300}");

        OutputFormats formats = OutputFormats.of(config(Map.of("registry.compatibility", "full")));

        assertThat(formats.header("control", Control.class)).containsExactly(0, 0, 0, 1, 44);
        assertThat(formats.header("control", Control.class)).containsExactly(0, 0, 0, 1, 44);
        String rule = "PUT /config/control-value {\"compatibility\":\"FULL\"}";
        assertThat(server.asked()).hasSize(3).startsWith(rule).endsWith(rule);
        assertThat(server.asked().get(1))
                .contains("An instruction to a running job")
                .doesNotContain("avro.java.string");
    }

    @Test
    void ownSchemasThatAreExpectedHaveToBeThere() {
        server.answer("POST " + SUBJECT, 200, "{\"id\":5}")
                .answer("POST " + SUBJECT, 404, "{\"error_code\":40403}");
        Map<String, String> expecting = Map.of("registry.schemas", "expect");

        assertThat(OutputFormats.of(config(expecting)).header("control", Control.class))
                .isEqualTo(RegistryWireFormat.header(5));
        assertThatThrownBy(
                        () -> OutputFormats.of(config(expecting)).header("control", Control.class))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("has no version of control-value that is our schema")
                .hasMessageContaining("schemas/src/main/avro");
    }

    @Test
    void theOutputMayStayAsItIs() {
        assertThat(
                        OutputFormats.of(config(Map.of("registry.output", "single-object")))
                                .header("control", Control.class))
                .hasSize(AvroWireFormat.HEADER_BYTES);
        assertThat(server.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "registry.url|ftp://x|http://",
                "registry.url|nowhere|http://",
                "registry.url|http://me:hunter2@host|registry.user",
                "registry.password|hunter2|${env:NAME} or ${file:PATH}",
                "registry.token|hunter2|${env:NAME} or ${file:PATH}",
                "registry.user|me|together",
                "registry.timeout|0 ms|1 ms or more",
            })
    void whatCannotBeMeantIsRefusedAndNoSecretShown(String key, String value, String expected) {
        assertThatThrownBy(() -> config(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(expected)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void credentialsNeedARegistry() {
        assertThatThrownBy(
                        () ->
                                RegistryOptions.read(
                                        Configuration.fromMap(Map.of("registry.user", "me"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("registry.user is set, and registry.url is not");
    }

    private Optional<RegistryConfig> config(Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>();
        all.put("registry.url", server.url());
        all.put("registry.patience", "0 s");
        all.putAll(settings);
        return RegistryOptions.read(Configuration.fromMap(all));
    }
}
