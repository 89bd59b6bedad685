// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.sensors.ReadingCsv;
import dev.sluice.sensors.SensorCosts;
import dev.sluice.sensors.SensorFeatures;
import dev.sluice.sensors.SensorScoringJob;
import dev.sluice.sensors.SensorUseCase;
import dev.sluice.sensors.simulation.InjectedFaults;
import dev.sluice.sensors.simulation.SensorSimulator;
import dev.sluice.sensors.simulation.SimulatorConfig;
import dev.sluice.stream.UseCase;
import dev.sluice.training.TrainingConfig;
import dev.sluice.training.TrainingReport;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;

/** Sensors. */
final class SensorKit implements UseCaseKit {

    /** In the past whatever is streamed: an event time ahead of the broker's is a dead letter. */
    private static final LocalDate START = LocalDate.of(2020, 1, 1);

    private static final int STREAM_DAYS = 21;
    private static final double READINGS_A_DAY = 200;
    private static final int FEWEST = 20;
    private static final double STREAM_FAULTS = 2;

    private static final SimulatorConfig LESSON = new SimulatorConfig(240, 0, START, 32, 8, 1);
    private static final Duration CALIBRATION = Duration.ofDays(5);
    private static final long LESSON_SEED = 1;

    @Override
    public String name() {
        return "sensors";
    }

    @Override
    public String jobName() {
        return SensorScoringJob.NAME;
    }

    @Override
    public UseCase<?, ?> useCase() {
        return new SensorUseCase();
    }

    @Override
    public Duration lookBack() {
        return SensorFeatures.LOOK_BACK;
    }

    @Override
    public Past recorded(Path file) {
        ReadingCsv csv = SensorHistory.file(file);
        return new SensorPast(
                csv, new InjectedFaults(csv, LESSON_SEED), () -> SensorHistory.events(csv));
    }

    @Override
    public Past simulated(long events, long seed) {
        int sensors =
                (int) Math.max(FEWEST, Math.ceil(1.2 * events / (READINGS_A_DAY * STREAM_DAYS)));
        return of(new SimulatorConfig(sensors, 0, START, STREAM_DAYS, STREAM_FAULTS, seed));
    }

    @Override
    public Lesson lesson() {
        return new Lesson(of(LESSON), TrainRequest.of(LESSON.from(), LESSON.to(), LESSON_SEED));
    }

    @Override
    public TrainingReport train(Past past, TrainRequest request, Path out, Progress progress)
            throws IOException, ModelLoadException {
        return SensorTrainings.train(((SensorPast) past).lesson(), config(request), out, progress);
    }

    private static Past of(SimulatorConfig config) {
        SensorSimulator simulator = new SensorSimulator(config);
        return new SensorPast(simulator, simulator, () -> SensorHistory.events(simulator));
    }

    private static TrainingConfig config(TrainRequest request) {
        if (request.pretraining().filter(length -> !length.isZero()).isPresent()) {
            throw new UsageException(
                    "--pretraining has no meaning for sensors, which learn without labels from the"
                            + " whole range; leave it out");
        }
        try {
            TrainingConfig config =
                    TrainingConfig.of(request.from(), request.to(), request.seed())
                            .withCalibration(CALIBRATION)
                            .withCosts(SensorCosts.DEFAULT);
            return request.causeWeight().isPresent()
                    ? config.withCauseWeight(request.causeWeight().getAsDouble())
                    : config;
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }
}
