// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.label;

import dev.sluice.decisioning.quality.Quality;
import dev.sluice.decisioning.quality.QualityChange;
import dev.sluice.decisioning.quality.QualityRules;
import dev.sluice.decisioning.quality.QualityTotals;
import dev.sluice.decisioning.quality.ReliabilityBin;
import dev.sluice.decisioning.quality.WindowReliability;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the figures of each window: writes them at most once an interval of event time if they
 * changed, and a last time when the horizon of the last event of the window has passed.
 *
 * <p><b>Owned state,</b> by start of the window: the sums, until that last time.
 */
final class QualityFunction extends KeyedProcessFunction<Long, QualityChange, Quality> {

    private static final long serialVersionUID = 1L;

    static final OutputTag<WindowReliability> RELIABILITY =
            new OutputTag<>("reliability", TypeInformation.of(WindowReliability.class));

    private final QualityRules rules;
    private final LabelConfig config;

    private transient ValueState<QualityTotals> totals;
    private transient MapState<String, ReliabilityBin> bins;
    private transient ValueState<Long> nextRecord;
    private transient QualityMetrics metrics;

    QualityFunction(QualityRules rules, LabelConfig config) {
        this.rules = rules;
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        totals =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "totals", TypeInformation.of(QualityTotals.class)));
        bins =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "reliability",
                                        Types.STRING,
                                        TypeInformation.of(ReliabilityBin.class)));
        nextRecord =
                getRuntimeContext().getState(new ValueStateDescriptor<>("next-record", Types.LONG));
        metrics = new QualityMetrics(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(QualityChange change, Context context, Collector<Quality> out)
            throws Exception {
        long windowStart = context.getCurrentKey();
        QualityTotals before = totals.value();
        totals.update((before == null ? QualityTotals.EMPTY : before).plus(change, rules));
        if (config.recalibrating() == Recalibrating.ON) {
            count(change);
        }
        TimerService timers = context.timerService();
        long finalAt = finalAt(windowStart);
        timers.registerEventTimeTimer(finalAt);
        if (nextRecord.value() == null) {
            long interval = config.interval().toMillis();
            long now = Math.max(windowStart, timers.currentWatermark());
            long at = now - Math.floorMod(now, interval) + interval;
            if (at < finalAt) {
                nextRecord.update(at);
                timers.registerEventTimeTimer(at);
            }
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Quality> out)
            throws Exception {
        long windowStart = context.getCurrentKey();
        if (totals.value() == null) {
            return;
        }
        if (timestamp >= finalAt(windowStart)) {
            write(windowStart, Quality.State.FINAL, timestamp, out);
            writeReliability(windowStart, context);
            totals.clear();
            bins.clear();
            nextRecord.clear();
        } else {
            write(windowStart, Quality.State.PROVISIONAL, timestamp, out);
            nextRecord.clear();
        }
    }

    private void count(QualityChange change) throws Exception {
        String policy = change.record().feedback().policy();
        int bin = ReliabilityBin.binOf(change.record().feedback());
        String key = bin + "@" + policy;
        ReliabilityBin before = bins.get(key);
        bins.put(
                key,
                (before == null ? ReliabilityBin.empty(policy, bin) : before).plus(change, rules));
    }

    private void write(long windowStart, Quality.State state, long asOfMs, Collector<Quality> out)
            throws Exception {
        Quality quality =
                Quality.of(
                        windowStart, windowEnd(windowStart), state, asOfMs, totals.value(), rules);
        metrics.written(quality);
        out.collect(quality);
    }

    private void writeReliability(long windowStart, OnTimerContext context) throws Exception {
        if (config.recalibrating() == Recalibrating.ON) {
            List<ReliabilityBin> all = new ArrayList<>();
            bins.values().forEach(all::add);
            context.output(
                    RELIABILITY, new WindowReliability(windowStart, windowEnd(windowStart), all));
        }
    }

    private long windowEnd(long windowStart) {
        return windowStart + config.window().toMillis();
    }

    private long finalAt(long windowStart) {
        return windowEnd(windowStart) + config.join().horizon().toMillis();
    }
}
