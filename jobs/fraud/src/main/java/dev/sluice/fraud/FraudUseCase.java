// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

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

/** Card fraud: transactions in, terminal and customer features, stakes in money. */
public final class FraudUseCase implements UseCase<CardTransaction, CardLabel> {

    @Override
    public ModelInputs inputs() {
        return FraudFeatures.INPUTS;
    }

    @Override
    public Vocabulary vocabulary() {
        return FraudVocabulary.VOCABULARY;
    }

    @Override
    public EventAdapter<?, CardTransaction> events() {
        return new TransactionAdapter();
    }

    @Override
    public EventAdapter<?, CardLabel> labels() {
        return new LabelAdapter();
    }

    @Override
    public MapFunction<CardLabel, Label> neutralLabels() {
        return label -> new Label(label.transactionId(), label.fraud(), label.availableAtMs());
    }

    @Override
    public SingleOutputStreamOperator<Flow<FeaturizedEvent>> features(
            DataStream<CardTransaction> events,
            DataStream<CardLabel> labels,
            DataStream<ControlMessage> control,
            FeatureConfig config) {
        return FraudFeatureStages.append(events, labels, control, config);
    }
}
