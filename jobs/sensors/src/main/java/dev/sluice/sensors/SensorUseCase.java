// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.decisioning.alarm.MaintenanceWindow;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.quality.Label;
import dev.sluice.inference.ModelInputs;
import dev.sluice.inference.Vocabulary;
import dev.sluice.stream.UseCase;
import dev.sluice.stream.feature.FeatureConfig;
import dev.sluice.stream.ingest.EventAdapter;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

import java.util.Optional;

/** Sensors: readings in, features of each sensor's own past, all readings at the same stake. */
public final class SensorUseCase implements UseCase<Reading, SensorTicket> {

    @Override
    public ModelInputs inputs() {
        return SensorFeatures.INPUTS;
    }

    @Override
    public Vocabulary vocabulary() {
        return SensorVocabulary.VOCABULARY;
    }

    @Override
    public EventAdapter<?, Reading> events() {
        return new ReadingAdapter();
    }

    @Override
    public EventAdapter<?, SensorTicket> labels() {
        return new TicketAdapter();
    }

    /** A ticket is about a time, not about a reading: none is joined with a decision. */
    @Override
    public MapFunction<SensorTicket, Label> neutralLabels() {
        return ticket ->
                new Label(
                        ticket.ticketId(),
                        ticket.kind() == SensorTicket.Kind.FAULT,
                        ticket.availableAtMs());
    }

    @Override
    public Optional<MapFunction<SensorTicket, MaintenanceWindow>> alarms() {
        return Optional.of(new MaintenanceTickets());
    }

    @Override
    public SingleOutputStreamOperator<Flow<FeaturizedEvent>> features(
            DataStream<Reading> events,
            DataStream<SensorTicket> labels,
            DataStream<ControlMessage> control,
            FeatureConfig config) {
        return SensorFeatureStages.append(events, control, config);
    }
}
