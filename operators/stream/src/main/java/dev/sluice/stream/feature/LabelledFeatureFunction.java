// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/** A keyed stage of events and their labels. */
final class LabelledFeatureFunction<E, L, O> extends KeyedCoProcessFunction<String, E, L, O> {

    private static final long serialVersionUID = 1L;

    private final LabelledEntityFeatures<E, L, O> features;
    private final TypeInformation<E> eventType;
    private final TypeInformation<L> labelType;
    private final FeatureConfig config;

    private transient LabelledEntityStage<E, L, O> stage;
    private transient FeatureMetrics metrics;

    LabelledFeatureFunction(
            LabelledEntityFeatures<E, L, O> features,
            TypeInformation<E> eventType,
            TypeInformation<L> labelType,
            FeatureConfig config) {
        this.features = features;
        this.eventType = eventType;
        this.labelType = labelType;
        this.config = config;
    }

    @Override
    public void open(OpenContext openContext) {
        metrics = new FeatureMetrics(getRuntimeContext().getMetricGroup());
        stage = new LabelledEntityStage<>(features, eventType, labelType, config, metrics);
        stage.open(getRuntimeContext());
    }

    FeatureMetrics metrics() {
        return metrics;
    }

    @Override
    public void processElement1(E event, Context context, Collector<O> out) throws Exception {
        stage.event(event, context.timerService(), out);
    }

    @Override
    public void processElement2(L label, Context context, Collector<O> out) throws Exception {
        stage.label(label, context.timerService());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<O> out) throws Exception {
        stage.timer(timestamp, context.timerService(), out);
    }
}
