// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.schema.Control;

import org.apache.flink.types.PojoTestUtils;

import org.junit.jupiter.api.Test;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ControlAdapterTest {

    private final ControlAdapter adapter = new ControlAdapter();

    @Test
    void readsTheModeOfTheGate() throws Exception {
        assertThat(adapter.adapt(control("gate.mode", "off")))
                .isEqualTo(new ControlMessage(ControlMessage.Kind.GATE_MODE, "off", 5));
    }

    @Test
    void refusesWhatIsUnknown() {
        assertThatThrownBy(() -> adapter.adapt(control("gate.price", "3")))
                .isInstanceOf(RejectedEventException.class)
                .hasMessage("control kind is 'gate.price'; expected gate.mode");
        assertThatThrownBy(() -> adapter.adapt(control("gate.mode", "OFF")))
                .isInstanceOf(RejectedEventException.class)
                .hasMessage("gate.mode is 'OFF'; expected on or off");
    }

    @Test
    void messagesTravelAsPojos() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(ControlMessage.class);
    }

    private static Control control(String kind, String value) {
        return new Control(kind, value, Instant.ofEpochMilli(5), "");
    }
}
