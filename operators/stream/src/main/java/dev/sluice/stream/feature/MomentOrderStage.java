// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;

import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Puts what the entities of a subtask emit into one order, by (event time, event id), where {@link
 * FeatureOrder#EVENT_TIME} asks for it: a gate with a budget decides by what came before.
 *
 * <p>The keyed stages before it emit by event time, but timers of different keys with equal times
 * fire in any order.
 */
public final class MomentOrderStage {

    /** Uid of the operator; it has no state. */
    public static final String UID = "moment-order";

    private MomentOrderStage() {}

    /**
     * Adds the stage, chained to its input; adds nothing if events are applied as they arrive.
     *
     * @param events what the last keyed stage emits
     * @param order in which order that applies events
     */
    public static SingleOutputStreamOperator<Flow<FeaturizedEvent>> append(
            SingleOutputStreamOperator<Flow<FeaturizedEvent>> events, FeatureOrder order) {
        return switch (order) {
            case ARRIVAL -> events;
            case EVENT_TIME ->
                    events.transform(
                                    "Moment order",
                                    LastFeatureStage.OUTPUT,
                                    new MomentOrderOperatorFactory())
                            .uid(UID)
                            .setParallelism(events.getParallelism());
        };
    }
}
