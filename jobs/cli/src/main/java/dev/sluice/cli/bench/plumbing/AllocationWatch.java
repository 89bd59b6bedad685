// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * What the process allocates on the heap while a run goes on, without the thread that looks. Not
 * thread-safe.
 *
 * <p>It does not depend on what else the machine does. What a thread allocates between the last
 * look and its end is not in it.
 */
final class AllocationWatch {

    private static final int WARM_UP_FRACTION = 4;

    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private final Map<Long, Long> bytesByThread = new HashMap<>();
    private final long events;
    private long firstCount;
    private long firstBytes;
    private long lastCount;
    private long lastBytes;

    /** A watch over a run of so many events. */
    AllocationWatch(long events) {
        this.events = events;
    }

    /** Looks when so many events are decided. */
    void look(long count) {
        lastBytes = bytes();
        lastCount = count;
        if (firstCount == 0 && count >= events / WARM_UP_FRACTION) {
            firstCount = count;
            firstBytes = lastBytes;
        }
    }

    /** Bytes for an event, from the first look after a quarter of them to the last one. */
    double perEvent() {
        return lastCount == firstCount
                ? 0
                : (double) (lastBytes - firstBytes) / (lastCount - firstCount);
    }

    private long bytes() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        long own = Thread.currentThread().getId();
        for (int i = 0; i < ids.length; i++) {
            // negative: the thread has ended since
            if (bytes[i] >= 0 && ids[i] != own) {
                bytesByThread.put(ids[i], bytes[i]);
            }
        }
        return bytesByThread.values().stream().mapToLong(Long::longValue).sum();
    }
}
