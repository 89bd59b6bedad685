// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.isolation;

import dev.sluice.cli.bench.Slices;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.FeaturizedEvent;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntPredicate;

/**
 * What one run saw of each of its events, in arrays that are there before it starts.
 *
 * <p>An event is known by its number, which is also its event time. Two threads write, each its own
 * part: the task of the first pass and the task of deep. A record passes from the first task to the
 * second one through Flink, which orders what they write.
 */
final class RunLedger {

    private static final long SLICE_NANOS = 100_000_000L;

    /** The clock is read once in so many events. */
    private static final int LOOK_MASK = 0xff;

    private final FeaturizedEvent[] templates;
    private final CountDownLatch started = new CountDownLatch(1);
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private final long[] gateNanos;
    private final byte[] firstPass;
    private final Slices.Marks marks = new Slices.Marks();
    private long judged;
    private long nextMarkNanos;

    private final long[] deepNanos;
    private final byte[] deep;
    private final byte[] reasons;
    private final Map<DecisionReason, Long> fallbacks = new EnumMap<>(DecisionReason.class);
    private long thought;

    /** A ledger for a number of events, which repeat the templates in turn. */
    RunLedger(FeaturizedEvent[] templates, int events) {
        this.templates = templates;
        this.gateNanos = new long[events];
        this.firstPass = new byte[events];
        this.deepNanos = new long[events];
        this.deep = new byte[events];
        this.reasons = new byte[events];
    }

    int events() {
        return firstPass.length;
    }

    /** The event with a number, under an id of its own. */
    FeaturizedEvent event(long number) {
        FeaturizedEvent template = templates[(int) (number % templates.length)];
        return new FeaturizedEvent(
                "bench-" + number,
                template.entityKey(),
                number,
                template.stake(),
                template.features(),
                template.past());
    }

    /** Lets the events flow. */
    void start() {
        started.countDown();
    }

    /** Returns once the events may flow. */
    void awaitStart() throws InterruptedException {
        started.await();
    }

    /** The gate let an event go on to deep. */
    void escalated(long number) {
        gateNanos[(int) number] = System.nanoTime();
        judged();
    }

    /** The first pass decided an event. */
    void firstPass(Decision decision) {
        firstPass[(int) decision.eventTimeMs()]++;
        judged();
    }

    /** The stage of deep decided an event. */
    void deep(Decision decision) {
        int number = (int) decision.eventTimeMs();
        deepNanos[number] = System.nanoTime();
        deep[number]++;
        reasons[number] = (byte) decision.reason().ordinal();
        if (decision.source() == DecisionSource.FALLBACK) {
            fallbacks.merge(decision.reason(), 1L, Long::sum);
        } else {
            thought++;
        }
    }

    /** What there is to be said about the run, once its job has ended. */
    RunResult result(long deadlineNanos, double stallMaxMs) {
        return new RunResult(
                RunCounts.of(firstPass, deep, thought, fallbacks),
                marks.slices(),
                times(number -> true),
                times(number -> reasons[number] == DecisionReason.DEADLINE.ordinal()),
                deadlineNanos,
                stallMaxMs);
    }

    private long[] times(IntPredicate wanted) {
        long[] times = new long[deep.length];
        int size = 0;
        for (int number = 0; number < deep.length; number++) {
            if (deep[number] > 0 && wanted.test(number)) {
                times[size++] = deepNanos[number] - gateNanos[number];
            }
        }
        return Arrays.copyOf(times, size);
    }

    /** Marks the ends of slices, and of the run: a run shorter than a slice is one slice. */
    private void judged() {
        if (judged++ == 0) {
            mark(System.nanoTime(), 0);
        } else if ((judged & LOOK_MASK) == 0 || judged == firstPass.length) {
            long now = System.nanoTime();
            if (now >= nextMarkNanos || judged == firstPass.length) {
                mark(now, judged);
            }
        }
    }

    private void mark(long now, long count) {
        marks.add(now, count, threads.getCurrentThreadCpuTime());
        nextMarkNanos = now + SLICE_NANOS;
    }
}
