// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.metric;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * An entity, what was wrong with it, and when an alarm was raised about it.
 *
 * <p>The arrays belong to the record and are not changed.
 *
 * @param timesMs times of its events, ascending, at least one
 * @param faults what was wrong, whenever that was
 * @param alarmsMs when alarms were raised, ascending
 */
public record WatchedEntity(long[] timesMs, List<FaultSpan> faults, long[] alarmsMs) {

    /** Behind the end of a fault an alarm is about it for so many usual gaps. */
    static final int AFTERMATH = 8;

    /** An alarm that comes so many usual gaps after the beginning of a fault has not found it. */
    static final int LATEST = 400;

    /** Refuses an entity without an event. */
    public WatchedEntity {
        faults = List.copyOf(faults);
        if (timesMs.length == 0) {
            throw new IllegalArgumentException("An entity has no event; expected at least one");
        }
    }

    /** The faults that begin while it is watched. */
    List<FaultSpan> begun() {
        return faults.stream()
                .filter(fault -> fault.fromMs() >= fromMs() && fault.fromMs() <= toMs())
                .toList();
    }

    /** When a fault is found; empty if it is not. */
    OptionalLong foundMs(FaultSpan fault) {
        long gap = usualGapMs();
        long last = Math.min(endMs(fault), fault.fromMs() + LATEST * gap);
        return Arrays.stream(alarmsMs)
                .filter(alarm -> alarm >= fault.fromMs() && alarm <= last)
                .findFirst();
    }

    /** Alarms that are about no fault. */
    int falseAlarms() {
        return (int) Arrays.stream(alarmsMs).filter(alarm -> !isAboutFault(alarm)).count();
    }

    /** How long it is watched. */
    long watchedMs() {
        return toMs() - fromMs();
    }

    /** The middle one of the gaps between its events; at least a millisecond. */
    long usualGapMs() {
        if (timesMs.length < 2) {
            return 1;
        }
        long[] gaps = new long[timesMs.length - 1];
        Arrays.setAll(gaps, i -> timesMs[i + 1] - timesMs[i]);
        Arrays.sort(gaps);
        return Math.max(1, gaps[gaps.length / 2]);
    }

    private boolean isAboutFault(long alarm) {
        return faults.stream().anyMatch(fault -> alarm >= fault.fromMs() && alarm <= endMs(fault));
    }

    private long endMs(FaultSpan fault) {
        return fault.toMs() + AFTERMATH * usualGapMs();
    }

    private long fromMs() {
        return timesMs[0];
    }

    private long toMs() {
        return timesMs[timesMs.length - 1];
    }
}
