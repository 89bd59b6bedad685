// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.ControlMessage.Kind;
import dev.sluice.decisioning.gate.GateTuning;
import dev.sluice.decisioning.gate.PromiseStanding;
import dev.sluice.schema.Control;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.testing.TestEvents;

import org.apache.flink.types.PojoTestUtils;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ControlAdapterTest {

    private final ControlAdapter adapter = new ControlAdapter(ModelJson::policy);

    @Test
    void readsTheModeOfTheGate() throws Exception {
        assertThat(adapter.adapt(control("gate.mode", "off")))
                .isEqualTo(new ControlMessage(Kind.GATE_MODE, "off", 5));
    }

    @Test
    void readsATuningOfTheGate() throws Exception {
        String json = ModelJson.json(new GateTuning(0.1, 0.2, 3, 4, 0.5, PromiseStanding.BROKEN));

        assertThat(adapter.adapt(control("gate.tuning", json)))
                .isEqualTo(new ControlMessage(Kind.GATE_TUNING, json, 5));
        assertThat(ModelJson.tuning(json))
                .isEqualTo(new GateTuning(0.1, 0.2, 3, 4, 0.5, PromiseStanding.BROKEN));
    }

    @Test
    void readsAPolicy() throws Exception {
        String yaml = ModelJson.yaml(TestEvents.POLICY);

        assertThat(adapter.adapt(control("policy", yaml)))
                .isEqualTo(new ControlMessage(Kind.POLICY, yaml, 5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "gate.price|3|control kind is 'gate.price'; expected gate.mode, gate.tuning or policy",
                "gate.mode|OFF|gate.mode is 'OFF'; expected on or off",
                "gate.tuning|``|expected JSON with price",
                "gate.tuning|cheaper|expected JSON with price",
                "gate.tuning|{\"price\": 1}|expected JSON with price",
                "gate.tuning|null|expected JSON with price",
                "policy|``|expected YAML as in policy.yaml",
                "policy|null|expected YAML as in policy.yaml",
                "policy|version: 3|expected YAML as in policy.yaml",
                "policy|[|expected YAML as in policy.yaml",
            })
    void refusesWhatNoStageCouldUse(String kind, String value, String expected) {
        assertThatThrownBy(() -> adapter.adapt(control(kind, value)))
                .isInstanceOf(RejectedEventException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void refusesATuningThatNoGateCanKeepTo() {
        String json =
                ModelJson.json(new GateTuning(0.1, 0.2, 3, 4, 0.5, PromiseStanding.KEPT))
                        .replace("0.5", "1.5");

        assertThatThrownBy(() -> adapter.adapt(control("gate.tuning", json)))
                .isInstanceOf(RejectedEventException.class)
                .hasMessageContaining("budget factor is 1.5; expected 0 to 1");
    }

    @Test
    void messagesTravelAsPojos() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(ControlMessage.class);
    }

    private static Control control(String kind, String value) {
        return new Control(kind, value, Instant.ofEpochMilli(5), "");
    }
}
