// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

import java.util.Iterator;
import java.util.Map;

/**
 * The ids that an entity has shown lately.
 *
 * <p><b>Owned state:</b> id to time, and when to look for old ones next. Whether an id counts as
 * seen follows from times alone; old ids are swept out now and then, which changes no answer.
 */
final class SeenIds {

    private final String name;
    private final long horizonMs;
    private MapState<String, Long> times;
    private ValueState<Long> nextSweep;

    SeenIds(String name, long horizonMs) {
        this.name = name;
        this.horizonMs = horizonMs;
    }

    void open(RuntimeContext context) {
        times =
                context.getMapState(
                        new MapStateDescriptor<>(name + "-seen", Types.STRING, Types.LONG));
        nextSweep = context.getState(new ValueStateDescriptor<>(name + "-next-sweep", Types.LONG));
    }

    /**
     * Whether this id is new, in which case it is remembered.
     *
     * @param id the id
     * @param timeMs event time that belongs to it
     * @param clockMs how far event time has come
     */
    boolean isNew(String id, long timeMs, long clockMs) throws Exception {
        if (horizonMs == 0) {
            return true;
        }
        sweepNowAndThen(clockMs);
        Long seen = times.get(id);
        if (seen != null
                && Math.abs(timeMs - seen) < horizonMs
                && clockMs < EventTime.plus(seen, horizonMs)) {
            return false;
        }
        times.put(id, timeMs);
        return true;
    }

    /** Sweeps, and returns the time at which the last id that is left will be too old. */
    long sweep(long clockMs) throws Exception {
        long until = Long.MIN_VALUE;
        Iterator<Map.Entry<String, Long>> all = times.iterator();
        while (all.hasNext()) {
            long end = EventTime.plus(all.next().getValue(), horizonMs);
            if (end <= clockMs) {
                all.remove();
            } else {
                until = Math.max(until, end);
            }
        }
        if (until == Long.MIN_VALUE) {
            // a map emptied through its iterator would stay behind as an entry
            times.clear();
            nextSweep.clear();
        }
        return until;
    }

    private void sweepNowAndThen(long clockMs) throws Exception {
        if (clockMs == Long.MIN_VALUE) {
            return;
        }
        Long next = nextSweep.value();
        if (next != null && next > clockMs) {
            return;
        }
        if (next != null) {
            sweep(clockMs);
        }
        // twice a horizon: each id is looked at a few times at most
        nextSweep.update(EventTime.plus(clockMs, Math.max(1, horizonMs / 2)));
    }
}
