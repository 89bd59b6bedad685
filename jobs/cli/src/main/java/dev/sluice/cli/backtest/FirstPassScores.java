// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.calibration.UnitShare;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.inference.ModelBackend;
import dev.sluice.stream.feature.FeatureTable;

import java.util.Map;

/**
 * Scores of a first-pass model for recorded events, equal to the bit to what the stream gives.
 *
 * @param raw raw probability of each event
 * @param novelty novelty of each event
 */
public record FirstPassScores(float[] raw, float[] novelty) {

    private static final String SIGNATURE = "serving_default";

    /** Scores all events in full batches. */
    public static FirstPassScores of(FeatureTable events, ModelBackend model) {
        int width = model.manifest().inputs().features().size();
        int batch = model.manifest().maxRows();
        float[] features = new float[batch * width];
        float[] raw = new float[events.rows()];
        float[] novelty = new float[events.rows()];
        for (int from = 0; from < events.rows(); from += batch) {
            int rows = Math.min(batch, events.rows() - from);
            System.arraycopy(events.features(), from * width, features, 0, rows * width);
            Map<String, float[]> outputs = model.run(SIGNATURE, rows, Map.of("features", features));
            for (int row = 0; row < rows; row++) {
                raw[from + row] = UnitShare.of(outputs.get("probability")[row]);
                novelty[from + row] = UnitShare.of(outputs.get("novelty")[row]);
            }
        }
        requireShares(events, raw, "probability");
        requireShares(events, novelty, "novelty");
        return new FirstPassScores(raw, novelty);
    }

    /** The scored event of a row, as the first pass hands it to the gate. */
    ScoredEvent scored(FeatureTable events, int row, ModelBackend model, Calibration calibration) {
        return new ScoredEvent(
                events.event(row),
                raw[row],
                calibration.apply(raw[row]),
                novelty[row],
                model.manifest().version(),
                0,
                0,
                model.device().label(),
                model.device().natives());
    }

    private static void requireShares(FeatureTable events, float[] shares, String what) {
        for (int row = 0; row < shares.length; row++) {
            if (Float.isNaN(shares[row])) {
                throw new IllegalStateException(
                        "The first pass gave no "
                                + what
                                + " between 0 and 1 for event '"
                                + events.ids()[row]
                                + "'; a job would send the event to the dead letters");
            }
        }
    }
}
