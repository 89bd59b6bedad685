// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.djl.RecordPredictor;

import java.io.Serializable;

/** Opens the first-pass model for one record a call; travels with the job graph. */
@FunctionalInterface
public interface RecordScorers extends Serializable {

    /**
     * Opens the model.
     *
     * @throws ModelLoadException if it cannot be loaded
     */
    RecordScorer open(RecordPredictor.Setup setup) throws ModelLoadException;

    /**
     * The model in a folder, asked through DJL's predictor.
     *
     * @param folder folder of the first-pass model
     */
    static RecordScorers predictors(String folder) {
        return setup -> PredictorScorer.open(folder, setup);
    }
}
