// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.inference.ModelInputs;
import dev.sluice.stream.time.Timeless;

import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

import java.util.Objects;

/**
 * The last keyed stage of a use case: completes the features and lets control messages in.
 *
 * <p>Events with a NaN or infinite feature go to {@link
 * dev.sluice.stream.deadletter.DeadLetters#TAG}. What follows chains to this stage as long as it
 * keeps its parallelism. Of the control messages of a kind the one issued last holds; after a
 * restore those that hold are sent on again, ahead of the first event.
 *
 * <pre>{@code
 * LastFeatureStage.of("customer-features", features, inputs, config).append(events, control);
 * }</pre>
 *
 * @param <E> events that come in
 */
public final class LastFeatureStage<E> {

    /** Type of what leaves this stage. */
    public static final TypeInformation<Flow<FeaturizedEvent>> OUTPUT =
            TypeInformation.of(new TypeHint<Flow<FeaturizedEvent>>() {});

    /** Uid of the operator that keeps the control stream out of event time. */
    public static final String CONTROL_UID = "control-out-of-event-time";

    private final String uid;
    private final EntityFeatures<E, FeaturizedEvent> features;
    private final ModelInputs inputs;
    private final FeatureConfig config;
    private final Repeats repeats;

    private LastFeatureStage(
            String uid,
            EntityFeatures<E, FeaturizedEvent> features,
            ModelInputs inputs,
            FeatureConfig config,
            Repeats repeats) {
        this.uid = uid;
        this.features = features;
        this.inputs = inputs;
        this.config = config;
        this.repeats = repeats;
    }

    /** A stage with this uid, which is its name, too; it trusts an earlier stage on repeats. */
    public static <E> LastFeatureStage<E> of(
            String uid,
            EntityFeatures<E, FeaturizedEvent> features,
            ModelInputs inputs,
            FeatureConfig config) {
        return new LastFeatureStage<>(
                Objects.requireNonNull(uid, "uid"),
                Objects.requireNonNull(features, "features"),
                Objects.requireNonNull(inputs, "inputs"),
                Objects.requireNonNull(config, "config"),
                Repeats.TRUST);
    }

    /** The same stage dropping repeated ids itself: where it is the first keyed stage, too. */
    public LastFeatureStage<E> droppingRepeats() {
        return new LastFeatureStage<>(uid, features, inputs, config, Repeats.DROP);
    }

    /**
     * Appends the stage.
     *
     * @param events events, with watermarks
     * @param control control messages; their watermarks are ignored
     */
    public SingleOutputStreamOperator<Flow<FeaturizedEvent>> append(
            DataStream<E> events, DataStream<ControlMessage> control) {
        EntityFeatures<E, FeaturizedEvent> keys = features;
        DataStream<ControlMessage> timeless =
                control.assignTimestampsAndWatermarks(
                                new Timeless<ControlMessage>()
                                        .withTimestampAssigner(
                                                (message, previous) -> message.issuedAtMs()))
                        .name(CONTROL_UID)
                        .uid(CONTROL_UID)
                        .setParallelism(1);
        return events.keyBy(keys::entityKey, Types.STRING)
                .connect(timeless.broadcast(ControlState.DESCRIPTOR))
                .process(
                        new LastFeatureFunction<>(
                                features, events.getType(), config, repeats, uid, inputs),
                        OUTPUT)
                .name(uid)
                .uid(uid);
    }
}
