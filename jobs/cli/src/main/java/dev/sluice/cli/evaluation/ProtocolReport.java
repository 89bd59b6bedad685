// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;

/**
 * A table of a protocol.
 *
 * @param protocol name of the protocol
 * @param folds number of folds that the rows are means of
 * @param train training rows
 * @param test test rows that are scored
 * @param removed test rows of customers that are known as compromised, left out
 * @param rows one row a way to decide
 */
public record ProtocolReport(
        String protocol, int folds, Counts train, Counts test, Counts removed, List<Row> rows) {

    /**
     * Size of a part of the data.
     *
     * @param rows number of rows
     * @param frauds frauds among them
     */
    public record Counts(int rows, int frauds) {}

    /**
     * A row of the table.
     *
     * @param name {@code first-pass}, {@code deep-on-all}, {@code cascade}
     * @param auc area under the ROC curve
     * @param ap average precision
     * @param cp100 card precision at 100
     * @param escalatedShare share of the events that deep looked at
     * @param meanPasses mean number of passes of a deep look
     */
    public record Row(
            String name,
            double auc,
            double ap,
            double cp100,
            @JsonProperty("escalated_share") double escalatedShare,
            @JsonProperty("mean_passes") double meanPasses) {}

    /** Copies the rows. */
    public ProtocolReport {
        rows = List.copyOf(rows);
    }
}
