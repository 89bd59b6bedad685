// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.alarm;

import dev.sluice.decisioning.alarm.Alarm;
import dev.sluice.decisioning.alarm.MaintenanceWindow;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.stream.time.Timeless;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Alarms about entities, from the decisions of both tiers, sightings and maintenance tickets. */
public final class AlarmStage {

    /** Uid of the operator that raises them. */
    public static final String UID = "alarms";

    /** Uid of what tells that an entity was seen; chained to the features. */
    public static final String SIGHTINGS_UID = "alarm-sightings";

    /** Uid of what is taken of the decisions of the first pass; chained to the gate. */
    public static final String FAST_UID = "alarm-fast-readings";

    /** Uid of what is taken of the decisions of deep; chained to deep. */
    public static final String DEEP_UID = "alarm-deep-readings";

    /** Uid of the operator that keeps the decisions of deep out of event time. */
    public static final String DEEP_TIME_UID = "alarm-deep-out-of-event-time";

    /** Uid of what is taken of the labels. */
    public static final String TICKETS_UID = "alarm-tickets";

    /** Uid of the operator that keeps tickets out of event time. */
    public static final String TICKETS_TIME_UID = "alarm-tickets-out-of-event-time";

    static final TypeInformation<AlarmSignal> SIGNAL = TypeInformation.of(AlarmSignal.class);

    private AlarmStage() {}

    /**
     * What the stage listens to.
     *
     * @param events featurized events, with watermarks: each is a sighting of its entity
     * @param fast decisions of the first pass, with watermarks
     * @param deep decisions of deep; their watermarks are ignored
     * @param labels labels; their watermarks are ignored
     * @param tickets which maintenance a label tells of; an empty window is none
     * @param <L> plain label
     */
    public record Inputs<L>(
            DataStream<Flow<FeaturizedEvent>> events,
            DataStream<Decision> fast,
            DataStream<Decision> deep,
            DataStream<L> labels,
            MapFunction<L, MaintenanceWindow> tickets) {}

    /** Adds the stage, at the parallelism of the environment; its inputs stay chained. */
    public static <L> SingleOutputStreamOperator<Alarm> append(
            Inputs<L> inputs, AlarmConfig config) {
        return sightings(inputs.events())
                .union(fast(inputs.fast()), deep(inputs.deep()), tickets(inputs))
                .keyBy(AlarmSignal::entityKey, Types.STRING)
                .process(new AlarmFunction(config), TypeInformation.of(Alarm.class))
                .name("Alarms")
                .uid(UID);
    }

    private static DataStream<AlarmSignal> sightings(DataStream<Flow<FeaturizedEvent>> events) {
        FlatMapFunction<Flow<FeaturizedEvent>, AlarmSignal> seen =
                (flow, out) -> {
                    if (!flow.isControl()) {
                        FeaturizedEvent event = flow.event();
                        out.collect(AlarmSignal.seen(event.entityKey(), event.eventTimeMs()));
                    }
                };
        return events.flatMap(seen, SIGNAL)
                .name("Alarm sightings")
                .uid(SIGHTINGS_UID)
                .setParallelism(events.getParallelism());
    }

    private static DataStream<AlarmSignal> fast(DataStream<Decision> decisions) {
        return decisions
                .map(AlarmSignal::of, SIGNAL)
                .name("Alarm readings")
                .uid(FAST_UID)
                .setParallelism(decisions.getParallelism());
    }

    private static DataStream<AlarmSignal> deep(DataStream<Decision> decisions) {
        return timeless(
                decisions
                        .map(AlarmSignal::of, SIGNAL)
                        .name("Alarm readings of deep")
                        .uid(DEEP_UID)
                        .setParallelism(decisions.getParallelism()),
                DEEP_TIME_UID);
    }

    private static <L> DataStream<AlarmSignal> tickets(Inputs<L> inputs) {
        MapFunction<L, MaintenanceWindow> tickets = inputs.tickets();
        return timeless(
                inputs.labels()
                        .map(label -> AlarmSignal.of(tickets.map(label)), SIGNAL)
                        .name("Alarm tickets")
                        .uid(TICKETS_UID)
                        .setParallelism(inputs.labels().getParallelism()),
                TICKETS_TIME_UID);
    }

    private static DataStream<AlarmSignal> timeless(DataStream<AlarmSignal> signals, String uid) {
        return signals.assignTimestampsAndWatermarks(new Timeless<>())
                .name(uid)
                .uid(uid)
                .setParallelism(signals.getParallelism());
    }
}
