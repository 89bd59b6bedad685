// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import dev.sluice.decisioning.event.ContextRows;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.inference.ModelInputs;
import dev.sluice.stream.deadletter.DeadLetters;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

import java.util.List;

/** The last keyed stage: completes the features, and puts control messages in band. */
final class LastFeatureFunction<E>
        extends KeyedBroadcastProcessFunction<String, E, ControlMessage, Flow<FeaturizedEvent>> {

    private static final long serialVersionUID = 1L;

    private final EntityFeatures<E, FeaturizedEvent> features;
    private final TypeInformation<E> eventType;
    private final FeatureConfig config;
    private final Repeats repeats;
    private final String stageName;
    private final List<String> featureNames;
    private final List<String> channelNames;

    private transient EntityStage<E, FeaturizedEvent> stage;
    private transient FiniteOnly finiteOnly;
    private transient boolean announced;

    LastFeatureFunction(
            EntityFeatures<E, FeaturizedEvent> features,
            TypeInformation<E> eventType,
            FeatureConfig config,
            Repeats repeats,
            String stageName,
            ModelInputs inputs) {
        this.features = features;
        this.eventType = eventType;
        this.config = config;
        this.repeats = repeats;
        this.stageName = stageName;
        this.featureNames = inputs.features();
        this.channelNames = inputs.contextChannels();
    }

    @Override
    public void open(OpenContext openContext) {
        FeatureMetrics metrics = new FeatureMetrics(getRuntimeContext().getMetricGroup());
        stage = new EntityStage<>(features, eventType, config, repeats, metrics);
        stage.open(getRuntimeContext());
        finiteOnly = new FiniteOnly(metrics);
    }

    @Override
    public void processElement(
            E event, ReadOnlyContext context, Collector<Flow<FeaturizedEvent>> out)
            throws Exception {
        announce(context.getBroadcastState(ControlState.DESCRIPTOR), out);
        stage.event(event, context.timerService(), finiteOnly.into(context, out));
    }

    @Override
    public void processBroadcastElement(
            ControlMessage message, Context context, Collector<Flow<FeaturizedEvent>> out)
            throws Exception {
        announce(context.getBroadcastState(ControlState.DESCRIPTOR), out);
        if (ControlState.accept(context.getBroadcastState(ControlState.DESCRIPTOR), message)) {
            out.collect(Flow.control(message));
        }
    }

    @Override
    public void onTimer(
            long timestamp, OnTimerContext context, Collector<Flow<FeaturizedEvent>> out)
            throws Exception {
        announce(context.getBroadcastState(ControlState.DESCRIPTOR), out);
        stage.timer(timestamp, context.timerService(), finiteOnly.into(context, out));
    }

    /** Tells the stages behind what held before a restart, ahead of the first event. */
    private void announce(
            ReadOnlyBroadcastState<String, ControlMessage> state,
            Collector<Flow<FeaturizedEvent>> out)
            throws Exception {
        if (announced) {
            return;
        }
        announced = true;
        for (ControlMessage held : ControlState.all(state)) {
            out.collect(Flow.control(held));
        }
    }

    /** Hands events on, and what is not finite to the dead letters; reused for every call. */
    private final class FiniteOnly implements Collector<FeaturizedEvent> {

        private final FeatureMetrics metrics;
        private ReadOnlyContext context;
        private Collector<Flow<FeaturizedEvent>> out;

        FiniteOnly(FeatureMetrics metrics) {
            this.metrics = metrics;
        }

        FiniteOnly into(ReadOnlyContext context, Collector<Flow<FeaturizedEvent>> out) {
            this.context = context;
            this.out = out;
            return this;
        }

        @Override
        public void collect(FeaturizedEvent event) {
            // the context is looked at where it lies: most events never need it made
            ContextRows past = event.past();
            if (FiniteFeatures.areAll(event.features())
                    && FiniteFeatures.areAll(past.floats(), past.from(), past.to())) {
                out.collect(Flow.event(event));
                return;
            }
            metrics.badFeatures.inc();
            context.output(
                    DeadLetters.TAG,
                    DeadLetter.within(
                            stageName,
                            DeadLetter.Reason.BAD_FEATURES,
                            detail(event),
                            event.entityKey(),
                            context.currentProcessingTime()));
        }

        @Override
        public void close() {
            // the collector behind is closed by its operator
        }

        private String detail(FeaturizedEvent event) {
            int bad = FiniteFeatures.firstBad(event.features());
            if (bad >= 0) {
                return message(event, "feature " + featureNames.get(bad), event.features()[bad]);
            }
            float[] context = event.context();
            int at = FiniteFeatures.firstBad(context);
            String channel = channelNames.get(at % channelNames.size());
            return message(event, "context channel " + channel, context[at]);
        }

        private String message(FeaturizedEvent event, String what, float value) {
            return "Event "
                    + event.eventId()
                    + ": "
                    + what
                    + " is "
                    + value
                    + "; expected a finite number.";
        }
    }
}
