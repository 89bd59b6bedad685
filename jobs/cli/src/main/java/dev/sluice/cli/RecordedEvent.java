// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.cli.explain.Case;
import dev.sluice.cli.explain.EventReplay;
import dev.sluice.cli.explain.Words;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.feature.FeatureTable;

import java.io.IOException;
import java.time.Instant;

/**
 * A recorded event that is decided anew.
 *
 * @param past where it is recorded
 * @param range from when on the gate is replayed
 * @param event the event, and the truth about it
 */
record RecordedEvent(Past past, SearchOptions range, PastEvent event) {

    /**
     * Replays what it takes to decide it.
     *
     * @throws ModelLoadException if the models are refused
     */
    Case replay(String models, ReplayConfig asked, Words words)
            throws IOException, ModelLoadException {
        Instant time = Instant.ofEpochMilli(event.timeMs());
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
                    past.features(range.featuresFrom(time), time.plusMillis(1)).table();
            progress.bar("features", 1);
            Case told =
                    replay.replay(
                            events,
                            events.from(range.replayFrom(time).toEpochMilli()),
                            row(events, words));
            return new Case(
                    told.place(),
                    event.parties(),
                    told.decision(),
                    told.seen(),
                    told.unasked(),
                    event.hindsight());
        }
    }

    private int row(FeatureTable events, Words words) {
        int row = events.find(event.timeMs(), event.id());
        if (row < 0) {
            throw new UsageException(
                    "--event names a "
                            + words.vocabulary().event()
                            + " that has no decision, since its id was used shortly before;"
                            + " expected the first one: look from an earlier day");
        }
        return row;
    }
}
