// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;

import java.util.Comparator;

/**
 * Applies labels, too: the first one of an event, before the events of its moment.
 *
 * <p><b>Owned state:</b> ids of labelled events, labels held back, and that of {@link EntityStage}.
 */
final class LabelledEntityStage<E, L, O> extends EntityStage<E, O> {

    private final LabelledEntityFeatures<E, L, O> features;
    private final HeldBack<L> heldBack;
    private final SeenIds labelled;

    LabelledEntityStage(
            LabelledEntityFeatures<E, L, O> features,
            TypeInformation<E> eventType,
            TypeInformation<L> labelType,
            FeatureConfig config,
            FeatureMetrics metrics) {
        super(features, eventType, config, Repeats.DROP, metrics);
        this.features = features;
        this.heldBack =
                new HeldBack<>(
                        "labels",
                        labelType,
                        Comparator.<L, String>comparing(features::labelledEventId)
                                .thenComparing(label -> !features.isPositive(label)));
        // a label matters while events can see the labelled one
        this.labelled = new SeenIds("labels", reachMs);
    }

    @Override
    void open(RuntimeContext context) {
        super.open(context);
        heldBack.open(context);
        labelled.open(context);
    }

    void label(L label, TimerService timers) throws Exception {
        long availableAt = features.availableAtMs(label);
        long watermark = timers.currentWatermark();
        if (config.order() == FeatureOrder.EVENT_TIME) {
            if (availableAt > watermark) {
                heldBack.add(availableAt, label);
                timers.registerEventTimeTimer(availableAt);
                return;
            }
            metrics.lateLabels.inc();
        }
        apply(label, watermark, timers);
    }

    @Override
    void timer(long timeMs, TimerService timers, Collector<O> out) throws Exception {
        if (config.order() == FeatureOrder.EVENT_TIME) {
            for (L label : heldBack.take(timeMs)) {
                apply(label, timeMs, timers);
            }
        }
        super.timer(timeMs, timers, out);
    }

    @Override
    long trim(long clockMs) throws Exception {
        long ids = labelled.sweep(EventTime.minus(clockMs, latenessMs));
        long rest = super.trim(clockMs);
        return ids == Long.MIN_VALUE ? rest : Math.max(rest, EventTime.plus(ids, latenessMs));
    }

    private void apply(L label, long clockMs, TimerService timers) throws Exception {
        long horizon = EventTime.minus(clockMs, latenessMs);
        long time = features.labelledTimeMs(label);
        if (!labelled.isNew(features.labelledEventId(label), time, horizon)) {
            metrics.duplicateLabels.inc();
            return;
        }
        remember(time, timers);
        features.label(label, horizon);
    }
}
