// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

import java.util.Objects;

/**
 * The first keyed stage of a use case: drops repeated ids, takes labels, hands events on with the
 * first features.
 *
 * <pre>{@code
 * LabelledFeatureStage.of("terminal-features", features, config).append(events, labels);
 * }</pre>
 *
 * @param <E> events that come in
 * @param <L> labels
 * @param <O> what events become
 */
public final class LabelledFeatureStage<E, L, O> {

    private final String uid;
    private final LabelledEntityFeatures<E, L, O> features;
    private final FeatureConfig config;

    private LabelledFeatureStage(
            String uid, LabelledEntityFeatures<E, L, O> features, FeatureConfig config) {
        this.uid = uid;
        this.features = features;
        this.config = config;
    }

    /** A stage with this uid, which is its name, too. */
    public static <E, L, O> LabelledFeatureStage<E, L, O> of(
            String uid, LabelledEntityFeatures<E, L, O> features, FeatureConfig config) {
        return new LabelledFeatureStage<>(
                Objects.requireNonNull(uid, "uid"),
                Objects.requireNonNull(features, "features"),
                Objects.requireNonNull(config, "config"));
    }

    /**
     * Appends the stage.
     *
     * @param events events, with watermarks
     * @param labels labels; their timestamps are the times at which they became known
     */
    public SingleOutputStreamOperator<O> append(DataStream<E> events, DataStream<L> labels) {
        LabelledEntityFeatures<E, L, O> keys = features;
        return events.keyBy(keys::entityKey, Types.STRING)
                .connect(labels.keyBy(keys::labelEntityKey, Types.STRING))
                .process(
                        new LabelledFeatureFunction<>(
                                features, events.getType(), labels.getType(), config),
                        features.outputType())
                .name(uid)
                .uid(uid);
    }
}
