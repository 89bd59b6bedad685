// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.stream.feature.FeatureConfig;
import dev.sluice.stream.feature.LabelledFeatureStage;
import dev.sluice.stream.feature.LastFeatureStage;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The keyed stages of card fraud: terminal first, customer last.
 *
 * <p>So only a few numbers of the terminal travel, and the customer's history stays where first
 * pass and gate are chained. One implementation for jobs, backtest and training.
 */
public final class FraudFeatureStages {

    /** Uid of the terminal stage; it counts repeated transaction ids. */
    public static final String TERMINAL_UID = "terminal-features";

    /** Uid of the customer stage; what follows chains to it. */
    public static final String CUSTOMER_UID = "customer-features";

    private FraudFeatureStages() {}

    /**
     * Appends both stages.
     *
     * @param events transactions, with watermarks
     * @param labels labels, their timestamps being the times at which they became known
     * @param control control messages
     * @param config order, repeats, retention
     */
    public static SingleOutputStreamOperator<Flow<FeaturizedEvent>> append(
            DataStream<CardTransaction> events,
            DataStream<CardLabel> labels,
            DataStream<ControlMessage> control,
            FeatureConfig config) {
        return LastFeatureStage.of(
                        CUSTOMER_UID, new CustomerFeatures(), FraudFeatures.INPUTS, config)
                .append(
                        LabelledFeatureStage.of(TERMINAL_UID, new TerminalFeatures(), config)
                                .append(events, labels),
                        control);
    }
}
