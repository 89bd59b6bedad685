// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;

import java.util.Comparator;

/**
 * Applies the events of an entity in the configured order, each id once, and lets state go.
 *
 * <p><b>Owned state:</b> seen ids, events held back, the expiry timer. <b>Lifecycle:</b> made and
 * opened in the function's {@code open}. <b>Threading:</b> task thread only.
 *
 * <p>Two clocks tell how far event time has come. Where events are applied as they arrive it is the
 * watermark; where they are applied in order it is the time of the event, because the watermark may
 * be far ahead by then (in batch mode it always is).
 */
class EntityStage<E, O> {

    final FeatureConfig config;
    final FeatureMetrics metrics;
    final long latenessMs;
    final long reachMs;

    private final EntityFeatures<E, O> features;
    private final HeldBack<E> heldBack;
    private final SeenIds seen;
    private final ExpiryTimer expiry = new ExpiryTimer();

    EntityStage(
            EntityFeatures<E, O> features,
            TypeInformation<E> eventType,
            FeatureConfig config,
            Repeats repeats,
            FeatureMetrics metrics) {
        this.features = features;
        this.config = config;
        this.metrics = metrics;
        this.latenessMs = config.maxLateness().toMillis();
        this.reachMs = features.reachMs();
        this.heldBack =
                new HeldBack<>("events", eventType, Comparator.comparing(features::eventId));
        this.seen =
                new SeenIds(
                        "events", repeats == Repeats.DROP ? config.dedupHorizon().toMillis() : 0);
    }

    void open(RuntimeContext context) {
        features.open(context);
        heldBack.open(context);
        seen.open(context);
        expiry.open(context);
    }

    void event(E event, TimerService timers, Collector<O> out) throws Exception {
        long time = features.eventTimeMs(event);
        long watermark = timers.currentWatermark();
        if (config.order() == FeatureOrder.EVENT_TIME) {
            if (time > watermark) {
                heldBack.add(time, event);
                timers.registerEventTimeTimer(time);
                return;
            }
            metrics.lateEvents.inc();
        }
        apply(event, time, watermark, timers, out);
    }

    void timer(long timeMs, TimerService timers, Collector<O> out) throws Exception {
        if (config.order() == FeatureOrder.EVENT_TIME) {
            for (E event : heldBack.take(timeMs)) {
                apply(event, timeMs, timeMs, timers, out);
            }
        }
        if (expiry.isDue(timeMs)) {
            long needed = trim(timeMs);
            if (needed == Long.MIN_VALUE) {
                expiry.clear();
            } else {
                expiry.moveTo(Math.max(needed, timeMs + 1), timers);
            }
        }
    }

    /** Makes sure that what was remembered for this time will be looked through. */
    void remember(long timeMs, TimerService timers) throws Exception {
        // what is remembered came with a timer, which stays until all is dropped
        if (!features.isRemembered()) {
            expiry.ensure(neededUntil(timeMs), timers);
        }
    }

    /** Drops what is old, and returns until when the rest is needed, or Long.MIN_VALUE. */
    long trim(long clockMs) throws Exception {
        long newest = features.trim(EventTime.minus(clockMs, latenessMs));
        long ids = seen.sweep(clockMs);
        return newest == Long.MIN_VALUE ? ids : Math.max(ids, neededUntil(newest));
    }

    private void apply(E event, long time, long clockMs, TimerService timers, Collector<O> out)
            throws Exception {
        if (!seen.isNew(features.eventId(event), time, clockMs)) {
            metrics.duplicateEvents.inc();
            return;
        }
        remember(time, timers);
        out.collect(features.apply(event, EventTime.minus(clockMs, latenessMs)));
    }

    private long neededUntil(long timeMs) {
        return EventTime.plus(timeMs, reachMs + latenessMs);
    }
}
