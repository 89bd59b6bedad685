// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.fraud.FraudDetectionJob;
import dev.sluice.fraud.FraudFeatures;
import dev.sluice.fraud.FraudSimulator;
import dev.sluice.fraud.FraudUseCase;
import dev.sluice.fraud.TransactionCsv;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.UseCase;
import dev.sluice.training.TrainingConfig;
import dev.sluice.training.TrainingReport;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Card fraud. */
final class FraudKit implements UseCaseKit {

    private static final long LESSON_SEED = 1;

    @Override
    public String name() {
        return "fraud";
    }

    @Override
    public String jobName() {
        return FraudDetectionJob.NAME;
    }

    @Override
    public UseCase<?, ?> useCase() {
        return new FraudUseCase();
    }

    @Override
    public Duration lookBack() {
        return FraudFeatures.LOOK_BACK;
    }

    @Override
    public Past recorded(Path file) {
        TransactionCsv csv = FraudHistory.file(file);
        return new FraudPast(csv, () -> History.of(csv));
    }

    @Override
    public Past simulated(long events, long seed) {
        return of(SimulatedHistory.stream(events, seed));
    }

    @Override
    public Lesson lesson() {
        return new Lesson(
                of(SimulatedHistory.past()),
                TrainRequest.of(
                        SimulatedHistory.trainingFrom(),
                        SimulatedHistory.trainingTo(),
                        LESSON_SEED));
    }

    @Override
    public TrainingReport train(Past past, TrainRequest request, Path out, Progress progress)
            throws IOException, ModelLoadException {
        return Trainings.train(((FraudPast) past).source(), config(request), out, progress);
    }

    private static Past of(FraudSimulator simulator) {
        return new FraudPast(simulator, () -> History.of(simulator.iterator()));
    }

    private static TrainingConfig config(TrainRequest request) {
        try {
            TrainingConfig config = TrainingConfig.of(request.from(), request.to(), request.seed());
            if (request.pretraining().isPresent()) {
                config = config.withPretraining(request.pretraining().get());
            }
            return request.causeWeight().isPresent()
                    ? config.withCauseWeight(request.causeWeight().getAsDouble())
                    : config;
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }
}
