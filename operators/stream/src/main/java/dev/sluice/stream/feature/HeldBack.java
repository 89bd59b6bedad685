// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What waits for the watermark, by its time.
 *
 * <p><b>Owned state:</b> time to the elements of that time. The caller registers a timer for each
 * time, so that no operation ever looks at more than one of them.
 */
final class HeldBack<T> {

    private final String name;
    private final TypeInformation<T> type;
    private final Comparator<T> order;
    private MapState<Long, List<T>> byTime;

    HeldBack(String name, TypeInformation<T> type, Comparator<T> order) {
        this.name = name;
        this.type = type;
        this.order = order;
    }

    void open(RuntimeContext context) {
        byTime =
                context.getMapState(
                        new MapStateDescriptor<>(
                                name + "-held-back", Types.LONG, Types.LIST(type)));
    }

    void add(long timeMs, T element) throws Exception {
        List<T> same = byTime.get(timeMs);
        if (same == null) {
            same = new ArrayList<>(1);
        }
        same.add(element);
        byTime.put(timeMs, same);
    }

    /** Takes out all of one time, in order. */
    List<T> take(long timeMs) throws Exception {
        List<T> same = byTime.get(timeMs);
        if (same == null) {
            return List.of();
        }
        byTime.remove(timeMs);
        if (same.size() > 1) {
            same.sort(order);
        }
        return same;
    }
}
