// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.topology;

import dev.sluice.decisioning.alarm.MaintenanceWindow;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.quality.Label;
import dev.sluice.fraud.CardLabel;
import dev.sluice.fraud.CardTransaction;
import dev.sluice.fraud.FraudUseCase;
import dev.sluice.inference.ModelInputs;
import dev.sluice.stream.UseCase;
import dev.sluice.stream.feature.FeatureConfig;
import dev.sluice.stream.ingest.EventAdapter;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

import java.util.Optional;

/** Card fraud, were somebody to want alarms about customers. */
final class FraudWithAlarms implements UseCase<CardTransaction, CardLabel> {

    private final FraudUseCase fraud = new FraudUseCase();

    @Override
    public ModelInputs inputs() {
        return fraud.inputs();
    }

    @Override
    public EventAdapter<?, CardTransaction> events() {
        return fraud.events();
    }

    @Override
    public EventAdapter<?, CardLabel> labels() {
        return fraud.labels();
    }

    @Override
    public MapFunction<CardLabel, Label> neutralLabels() {
        return fraud.neutralLabels();
    }

    @Override
    public Optional<MapFunction<CardLabel, MaintenanceWindow>> alarms() {
        return Optional.of(label -> new MaintenanceWindow(label.customerId(), 0, 0));
    }

    @Override
    public SingleOutputStreamOperator<Flow<FeaturizedEvent>> features(
            DataStream<CardTransaction> events,
            DataStream<CardLabel> labels,
            DataStream<ControlMessage> control,
            FeatureConfig config) {
        return fraud.features(events, labels, control, config);
    }
}
