// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.fraud.FraudCosts;
import dev.sluice.fraud.FraudFeatureTable;
import dev.sluice.fraud.FraudFeatures;
import dev.sluice.fraud.TransactionSource;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.feature.FeatureTable;
import dev.sluice.training.Trainer;
import dev.sluice.training.TrainingConfig;
import dev.sluice.training.TrainingData;
import dev.sluice.training.TrainingReport;

import java.io.IOException;
import java.nio.file.Path;

/** From transactions to a folder of models. */
final class Trainings {

    private Trainings() {}

    /**
     * Computes features and trains on them.
     *
     * @throws UsageException if there is too little to learn from
     */
    static TrainingReport train(
            TransactionSource source, TrainingConfig config, Path out, Progress progress)
            throws IOException, ModelLoadException {
        progress.bar("features", 0);
        FraudFeatureTable history =
                FraudHistory.features(source, config.unlabelledFrom(), config.to());
        progress.bar("features", 1);
        return train(history, config, out, progress);
    }

    /** Trains on features. */
    static TrainingReport train(
            FraudFeatureTable history, TrainingConfig config, Path out, Progress progress)
            throws IOException, ModelLoadException {
        return train(data(history), config.withCosts(FraudCosts.DEFAULT), out, progress);
    }

    /**
     * Trains on matrices.
     *
     * @throws UsageException if there is too little to learn from
     */
    static TrainingReport train(
            TrainingData data, TrainingConfig config, Path out, Progress progress)
            throws IOException, ModelLoadException {
        try {
            return Trainer.train(
                    data,
                    config,
                    out,
                    (stage, fraction) ->
                            progress.bar(
                                    switch (stage) {
                                        case NATIVES -> "unpacking TensorFlow's libraries";
                                        case NETWORKS -> "training";
                                        case CALIBRATION -> "calibrating";
                                    },
                                    fraction));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private static TrainingData data(FraudFeatureTable history) {
        FeatureTable table = history.table();
        return new TrainingData(
                FraudFeatures.INPUTS,
                table.timesMs(),
                table.features(),
                table.contexts(),
                table.stakes(),
                history.fraud(),
                history.causes());
    }
}
