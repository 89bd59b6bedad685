// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import dev.sluice.decisioning.window.WindowNode;
import dev.sluice.decisioning.window.WindowStore;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.FlinkRuntimeException;

/** Keeps the finer nodes of a window index in keyed state; a rare entity never has any. */
public final class StateWindowStore implements WindowStore {

    private final MapState<Long, WindowNode> nodes;

    /** Nodes under this state name. */
    public StateWindowStore(RuntimeContext context, String name) {
        nodes =
                context.getMapState(
                        new MapStateDescriptor<>(
                                name, Types.LONG, TypeInformation.of(WindowNode.class)));
    }

    @Override
    public WindowNode get(long number) {
        try {
            return nodes.get(number);
        } catch (Exception e) {
            throw failure("read", number, e);
        }
    }

    @Override
    public void put(long number, WindowNode node) {
        try {
            nodes.put(number, node);
        } catch (Exception e) {
            throw failure("write", number, e);
        }
    }

    @Override
    public void remove(long number) {
        try {
            nodes.remove(number);
        } catch (Exception e) {
            throw failure("remove", number, e);
        }
    }

    private static FlinkRuntimeException failure(String what, long number, Exception cause) {
        return new FlinkRuntimeException(
                "The state backend could not " + what + " window node " + number + ".", cause);
    }
}
