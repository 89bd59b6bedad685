// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.sensors.ReadingSource;
import dev.sluice.sensors.Sampling;
import dev.sluice.sensors.SensorFeatureTable;
import dev.sluice.sensors.SensorFeatures;
import dev.sluice.stream.feature.FeatureTable;
import dev.sluice.training.TrainingConfig;
import dev.sluice.training.TrainingData;
import dev.sluice.training.TrainingReport;

import java.io.IOException;
import java.nio.file.Path;

/** From readings to a folder of models. */
final class SensorTrainings {

    private SensorTrainings() {}

    /**
     * Computes features and trains on them.
     *
     * @throws UsageException if there is too little to learn from
     */
    static TrainingReport train(
            ReadingSource source, TrainingConfig config, Path out, Progress progress)
            throws IOException, ModelLoadException {
        progress.bar("features", 0);
        SensorFeatureTable table = features(source, config);
        progress.bar("features", 1);
        int[] lesson = table.lesson(config.to().minus(config.calibration()).toEpochMilli());
        return Trainings.train(data(table).select(lesson), config, out, progress);
    }

    private static SensorFeatureTable features(ReadingSource source, TrainingConfig config)
            throws IOException {
        try (Scratch scratch = Scratch.create()) {
            return SensorFeatureTable.sample(
                    source,
                    SensorPast.request(config.from(), config.to(), scratch),
                    Sampling.of(
                            source,
                            config.from().toEpochMilli(),
                            config.to().minus(config.calibration()).toEpochMilli(),
                            config.to().toEpochMilli()));
        }
    }

    private static TrainingData data(SensorFeatureTable features) {
        FeatureTable table = features.table();
        return new TrainingData(
                SensorFeatures.INPUTS,
                table.timesMs(),
                table.features(),
                table.contexts(),
                table.stakes(),
                features.faulty(),
                features.causes());
    }
}
