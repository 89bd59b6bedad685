// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import dev.sluice.decisioning.event.ControlMessage;

import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which control message of each kind holds: the one issued last. */
final class ControlState {

    static final MapStateDescriptor<String, ControlMessage> DESCRIPTOR =
            new MapStateDescriptor<>(
                    "control", Types.STRING, TypeInformation.of(ControlMessage.class));

    private ControlState() {}

    /** Whether the message now holds; if not, a later one of its kind does. */
    static boolean accept(BroadcastState<String, ControlMessage> state, ControlMessage message)
            throws Exception {
        ControlMessage held = state.get(message.kind().name());
        if (held != null && held.issuedAtMs() >= message.issuedAtMs()) {
            return false;
        }
        state.put(message.kind().name(), message);
        return true;
    }

    /** All that hold. */
    static List<ControlMessage> all(ReadOnlyBroadcastState<String, ControlMessage> state)
            throws Exception {
        List<ControlMessage> all = new ArrayList<>();
        for (Map.Entry<String, ControlMessage> entry : state.immutableEntries()) {
            all.add(entry.getValue());
        }
        return all;
    }
}
