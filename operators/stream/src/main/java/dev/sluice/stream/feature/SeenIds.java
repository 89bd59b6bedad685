// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

import java.util.Iterator;
import java.util.Map;

/**
 * The ids that an entity has shown lately.
 *
 * <p><b>Owned state:</b> a few ids in one value, which is all that most entities need and one read
 * and one write an event; the ids of a busy entity in a map. Whether an id counts as seen follows
 * from times alone; old ids are swept out now and then, which changes no answer.
 */
final class SeenIds {

    private final String name;
    private final long horizonMs;
    private ValueState<RecentIds> recent;
    private MapState<String, Long> overflow;

    SeenIds(String name, long horizonMs) {
        this.name = name;
        this.horizonMs = horizonMs;
    }

    void open(RuntimeContext context) {
        recent =
                context.getState(
                        new ValueStateDescriptor<>(
                                name + "-seen", TypeInformation.of(RecentIds.class)));
        overflow =
                context.getMapState(
                        new MapStateDescriptor<>(
                                name + "-seen-overflow", Types.STRING, Types.LONG));
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
        RecentIds ids = recent.value();
        if (ids == null) {
            ids = new RecentIds();
        }
        ids.dropOld(clockMs, horizonMs);
        int at = ids.find(id);
        if (at >= 0) {
            if (Math.abs(timeMs - ids.times[at]) < horizonMs) {
                return false;
            }
            ids.times[at] = timeMs;
        } else {
            if (ids.overflowing && !isNewToOverflow(ids, id, timeMs, clockMs)) {
                return false;
            }
            if (ids.isFull()) {
                spill(ids, clockMs);
            }
            ids.add(id, timeMs);
        }
        recent.update(ids);
        return true;
    }

    /** Sweeps, and returns the time at which the last id that is left will be too old. */
    long sweep(long clockMs) throws Exception {
        RecentIds ids = recent.value();
        if (ids == null) {
            return Long.MIN_VALUE;
        }
        ids.dropOld(clockMs, horizonMs);
        long newest = ids.newestMs();
        if (ids.overflowing) {
            newest = Math.max(newest, sweepOverflow(ids, clockMs));
        }
        if (newest == Long.MIN_VALUE) {
            recent.clear();
            return Long.MIN_VALUE;
        }
        recent.update(ids);
        return EventTime.plus(newest, horizonMs);
    }

    private boolean isNewToOverflow(RecentIds ids, String id, long timeMs, long clockMs)
            throws Exception {
        // without a watermark nothing can be old
        if (clockMs != Long.MIN_VALUE && clockMs >= ids.nextSweepMs) {
            sweepOverflow(ids, clockMs);
        }
        Long seen = overflow.get(id);
        return seen == null
                || Math.abs(timeMs - seen) >= horizonMs
                || clockMs >= EventTime.plus(seen, horizonMs);
    }

    private void spill(RecentIds ids, long clockMs) throws Exception {
        for (int i = 0; i < ids.size; i++) {
            overflow.put(ids.ids[i], ids.times[i]);
            ids.ids[i] = null;
        }
        ids.size = 0;
        if (!ids.overflowing) {
            ids.overflowing = true;
            ids.nextSweepMs = nextSweep(clockMs);
        }
    }

    /** Returns the newest time left in the map. */
    private long sweepOverflow(RecentIds ids, long clockMs) throws Exception {
        long newest = Long.MIN_VALUE;
        Iterator<Map.Entry<String, Long>> all = overflow.iterator();
        while (all.hasNext()) {
            long time = all.next().getValue();
            if (EventTime.plus(time, horizonMs) <= clockMs) {
                all.remove();
            } else {
                newest = Math.max(newest, time);
            }
        }
        ids.nextSweepMs = nextSweep(clockMs);
        if (newest == Long.MIN_VALUE) {
            // a map emptied through its iterator would stay behind as an entry
            overflow.clear();
            ids.overflowing = false;
        }
        return newest;
    }

    /** Twice a horizon, so that each id is looked at a few times at most. */
    private long nextSweep(long clockMs) {
        return clockMs == Long.MIN_VALUE
                ? Long.MIN_VALUE
                : EventTime.plus(clockMs, Math.max(1, horizonMs / 2));
    }
}
