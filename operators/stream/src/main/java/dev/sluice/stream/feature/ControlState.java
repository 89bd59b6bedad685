// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.stream.model.ModelJson;

import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Which control message of each kind holds: the one issued last. */
final class ControlState {

    private static final Logger LOG = LoggerFactory.getLogger(ControlState.class);

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
        if (isRetired(state.get(ControlMessage.Kind.MODELS.name()), message)) {
            LOG.warn(
                    "A policy issued at {} is ignored: it was fitted to models that are not live"
                            + " any more. Give a policy of your own a name of its own.",
                    message.issuedAtMs());
            return false;
        }
        state.put(message.kind().name(), message);
        return true;
    }

    /**
     * Whether a message is a policy whose calibrations are of models that are not live any more.
     */
    private static boolean isRetired(ControlMessage models, ControlMessage message) {
        if (models == null || message.kind() != ControlMessage.Kind.POLICY) {
            return false;
        }
        try {
            return ModelJson.book(models.value())
                    .isRetired(ModelJson.policy(message.value()).version());
        } catch (IllegalArgumentException e) {
            // whoever cannot read it says so
            return false;
        }
    }

    /** All that hold; versions of models first: they tell which policies do. */
    static List<ControlMessage> all(ReadOnlyBroadcastState<String, ControlMessage> state)
            throws Exception {
        List<ControlMessage> all = new ArrayList<>();
        for (Map.Entry<String, ControlMessage> entry : state.immutableEntries()) {
            all.add(entry.getValue());
        }
        all.sort(Comparator.comparing(message -> message.kind() != ControlMessage.Kind.MODELS));
        return all;
    }
}
