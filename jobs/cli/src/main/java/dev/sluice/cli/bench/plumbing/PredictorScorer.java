// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.djl.RecordPredictor;

import java.nio.file.Path;

/** Asks DJL's predictor. */
record PredictorScorer(RecordPredictor predictor) implements RecordScorer {

    static PredictorScorer open(String folder, RecordPredictor.Setup setup)
            throws ModelLoadException {
        return new PredictorScorer(RecordPredictor.open(Path.of(folder), setup));
    }

    @Override
    public float[] score(float[] features) {
        return predictor.score(features);
    }

    @Override
    public void close() {
        predictor.close();
    }
}
