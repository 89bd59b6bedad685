// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.UseCase;
import dev.sluice.training.TrainingReport;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the commands need of a use case besides its stages: its past, its simulation, its training.
 *
 * <p>A use case comes to the commands by a class of this kind, named in {@link UseCases}. No
 * command asks which one it has.
 */
interface UseCaseKit {

    /** Its name, as the commands take it. */
    String name();

    /** Its name as a job. */
    String jobName();

    /** How its events become decisions. */
    UseCase<?, ?> useCase();

    /** How far back in time the features of an event look. */
    Duration lookBack();

    /**
     * The events of a file.
     *
     * @throws UsageException if there is no such file, naming the format that is expected
     */
    Past recorded(Path file);

    /** Simulated events, at least so many, for a demo to send; equal seeds give equal ones. */
    Past simulated(long events, long seed);

    /** What the models of a demo are trained on. */
    Lesson lesson();

    /**
     * Trains first pass, deep and policy into a folder.
     *
     * @param past what to learn from
     * @param request the range, and what differs from the defaults of the use case
     * @throws UsageException if a range or an option is impossible, or there is too little to learn
     *     from
     */
    TrainingReport train(Past past, TrainRequest request, Path out, Progress progress)
            throws IOException, ModelLoadException;

    /**
     * A past to train on.
     *
     * @param past the events
     * @param request which of them, and how
     */
    record Lesson(Past past, TrainRequest request) {}
}
