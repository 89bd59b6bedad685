// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.cli.explain.Case;
import dev.sluice.cli.explain.EventReplay;
import dev.sluice.cli.explain.Party;
import dev.sluice.cli.explain.Words;
import dev.sluice.fraud.CardTransaction;
import dev.sluice.fraud.LabelledTransaction;
import dev.sluice.fraud.TransactionCsv;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.feature.FeatureTable;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * A recorded transaction that is decided anew.
 *
 * @param file where it is recorded
 * @param range from when on the gate is replayed
 * @param labelled the transaction, and the truth about it
 */
record RecordedEvent(TransactionCsv file, SearchOptions range, LabelledTransaction labelled) {

    /**
     * Replays what it takes to decide it.
     *
     * @throws ModelLoadException if the models are refused
     */
    Case replay(String models, ReplayConfig asked, Words words)
            throws IOException, ModelLoadException {
        CardTransaction transaction = labelled.transaction();
        Instant time = Instant.ofEpochMilli(transaction.eventTimeMs());
        try (Progress progress = Progress.ofTerminal();
                OpenModels opened = OpenModels.of(models, words.inputs())) {
            EventReplay replay =
                    new EventReplay(
                            opened.firstPass(),
                            opened.deep(),
                            asked.applied(opened.policy()),
                            asked.thinking(),
                            words);
            progress.bar("features", 0);
            FeatureTable events =
                    FraudHistory.features(file, range.featuresFrom(time), time.plusMillis(1))
                            .table();
            progress.bar("features", 1);
            Case told =
                    replay.replay(
                            events,
                            events.from(range.replayFrom(time).toEpochMilli()),
                            row(events, transaction));
            return new Case(
                    told.place(),
                    List.of(new Party("terminal", transaction.terminalId())),
                    told.decision(),
                    told.seen(),
                    told.unasked(),
                    hindsight(words));
        }
    }

    private static int row(FeatureTable events, CardTransaction transaction) {
        int row = events.find(transaction.eventTimeMs(), transaction.transactionId());
        if (row < 0) {
            throw new UsageException(
                    "--event names a transaction that has no decision, since its id was used"
                            + " shortly before; expected the first one: look from an earlier day");
        }
        return row;
    }

    private String hindsight(Words words) {
        String truth = labelled.fraud() ? "fraud" : "legitimate";
        String kind =
                labelled.scenario() == 0
                        ? ""
                        : ". " + words.inputs().explanations().get(labelled.scenario()).statement();
        return "the data says "
                + truth
                + (kind.isEmpty() ? "." : kind)
                + " The decision has not seen that.";
    }
}
