// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.stream.feature.FeatureExtraction;
import dev.sluice.stream.feature.FeatureTable;
import dev.sluice.stream.feature.TableRequest;

import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

import java.io.IOException;

/**
 * Features of past transactions with the truth about them, sorted by (event time, id).
 *
 * @param table the features
 * @param fraud whether each row was fraudulent
 * @param scenarios kind of fraud of each row, 0 if none or unknown
 */
public record FraudFeatureTable(FeatureTable table, boolean[] fraud, byte[] scenarios) {

    /**
     * Computes features with the very stages that a job runs, in a local Flink in batch mode, under
     * event-time order, labels becoming known after {@link LabelledTransaction#LABEL_DELAY}.
     *
     * <p>Transactions before the range feed windows and histories as far as {@link
     * FraudFeatures#LOOK_BACK}. Only the rows of the range come onto the heap.
     *
     * @param source transactions
     * @param request the range
     * @throws IOException if the source or the scratch folder fails
     */
    public static FraudFeatureTable extract(TransactionSource source, TableRequest request)
            throws IOException {
        FeatureTable table =
                FeatureExtraction.table(
                        (environment, fromMs, toMs, control, config) -> {
                            SingleOutputStreamOperator<CardTransaction> events =
                                    HistoryReader.append(environment, source, fromMs, toMs);
                            return FraudFeatureStages.append(
                                    events,
                                    events.getSideOutput(HistoryReader.LABELS),
                                    control,
                                    config);
                        },
                        FraudFeatures.INPUTS,
                        FraudFeatures.LOOK_BACK,
                        request);
        FraudFeatureTable labelled =
                new FraudFeatureTable(table, new boolean[table.rows()], new byte[table.rows()]);
        for (int part = 0; part < source.parts(); part++) {
            source.read(part, labelled::put);
        }
        return labelled;
    }

    /**
     * What is behind each row, as training wants it: 0 for good rows, the scenario of a fraud,
     * which is the index of its explanation in {@link FraudFeatures#INPUTS}, -1 for a fraud of
     * unknown scenario.
     */
    public byte[] causes() {
        byte[] causes = new byte[fraud.length];
        for (int row = 0; row < causes.length; row++) {
            if (fraud[row]) {
                causes[row] = scenarios[row] == 0 ? -1 : scenarios[row];
            }
        }
        return causes;
    }

    private void put(LabelledTransaction labelled) {
        CardTransaction transaction = labelled.transaction();
        int row = table.find(transaction.eventTimeMs(), transaction.transactionId());
        if (row >= 0) {
            fraud[row] = labelled.fraud();
            scenarios[row] = (byte) labelled.scenario();
        }
    }
}
