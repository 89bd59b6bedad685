// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.inference.ModelBackend;

import java.util.Map;
import java.util.stream.IntStream;

/**
 * Scores of a first-pass model for recorded events, equal to the bit to what the stream gives.
 *
 * @param raw raw probability of each event
 * @param novelty novelty of each event
 */
record FirstPassScores(float[] raw, float[] novelty) {

    private static final String SIGNATURE = "serving_default";

    /** Scores all events in full batches. */
    static FirstPassScores of(RecordedEvents events, ModelBackend model) {
        int width = model.manifest().inputs().features().size();
        int batch = model.manifest().maxRows();
        float[] features = new float[batch * width];
        float[] raw = new float[events.size()];
        float[] novelty = new float[events.size()];
        for (int from = 0; from < events.size(); from += batch) {
            int rows = Math.min(batch, events.size() - from);
            for (int row = 0; row < rows; row++) {
                System.arraycopy(
                        events.event(from + row).features(), 0, features, row * width, width);
            }
            Map<String, float[]> outputs =
                    model.run(SIGNATURE, rows, Map.of("features", features));
            System.arraycopy(outputs.get("probability"), 0, raw, from, rows);
            System.arraycopy(outputs.get("novelty"), 0, novelty, from, rows);
        }
        requireProbabilities(events, raw);
        return new FirstPassScores(raw, novelty);
    }

    /** The scored event at a place, as the first pass hands it to the gate. */
    ScoredEvent scored(
            FeaturizedEvent event, int index, ModelBackend model, Calibration calibration) {
        return new ScoredEvent(
                event,
                raw[index],
                calibration.apply(raw[index]),
                novelty[index],
                model.manifest().version(),
                0,
                0,
                model.device().label(),
                model.device().natives());
    }

    private static void requireProbabilities(RecordedEvents events, float[] raw) {
        IntStream.range(0, raw.length)
                .filter(i -> !(raw[i] >= 0 && raw[i] <= 1))
                .findFirst()
                .ifPresent(
                        i -> {
                            throw new IllegalStateException(
                                    "The first pass gave "
                                            + raw[i]
                                            + " for event '"
                                            + events.event(i).eventId()
                                            + "'; expected a probability");
                        });
    }
}
