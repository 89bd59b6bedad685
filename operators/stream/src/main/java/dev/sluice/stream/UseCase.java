// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream;

import dev.sluice.decisioning.alarm.MaintenanceWindow;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.quality.Label;
import dev.sluice.inference.ModelInputs;
import dev.sluice.inference.Vocabulary;
import dev.sluice.stream.feature.FeatureConfig;
import dev.sluice.stream.ingest.EventAdapter;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

import java.util.Optional;

/**
 * What a user writes to put a kind of event through the cascade.
 *
 * @param <E> plain event
 * @param <L> plain label
 */
public interface UseCase<E, L> {

    /** Name of the use case, features in order, context channels and rows. */
    ModelInputs inputs();

    /** How its values and reasons are told to a person; by their names where nobody says. */
    default Vocabulary vocabulary() {
        return Vocabulary.NONE;
    }

    /** How the topic of the events is read. */
    EventAdapter<?, E> events();

    /** How the topic of the labels is read. */
    EventAdapter<?, L> labels();

    /** What a label says about its event, for the figures of how good the decisions were. */
    MapFunction<L, Label> neutralLabels();

    /**
     * Which maintenance a label tells of, if the use case wants alarms about its entities; it wants
     * none where nobody says.
     *
     * <p>The labels are those of {@link #labels()}; what begins and ends at one time is no
     * maintenance.
     */
    default Optional<MapFunction<L, MaintenanceWindow>> alarms() {
        return Optional.empty();
    }

    /**
     * Appends the keyed stages that turn events into features; the last one lets the control
     * messages in.
     *
     * @param events events, with watermarks
     * @param labels labels, their timestamps being the times at which they became known
     * @param control control messages
     */
    SingleOutputStreamOperator<Flow<FeaturizedEvent>> features(
            DataStream<E> events,
            DataStream<L> labels,
            DataStream<ControlMessage> control,
            FeatureConfig config);
}
