// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.release;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The versions of one model that a job has to do with.
 *
 * @param model which model
 * @param live the one that decides
 * @param attempt number of the preparation of the live one; 0 for the one that the job started with
 * @param trials the one that is tried beside it, or none
 * @param preparations the one that is being loaded, or none
 */
public record ModelLine(
        String model, Release live, long attempt, List<Trial> trials, List<Trial> preparations) {

    /** Copies the lists. */
    public ModelLine {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(live, "live");
        trials = List.copyOf(trials);
        preparations = List.copyOf(preparations);
    }

    /** The line of a job that has not heard of any release. */
    static ModelLine startingWith(Release live) {
        return new ModelLine(live.model(), live, 0, List.of(), List.of());
    }

    /** The one that is tried. */
    public Optional<Trial> trial() {
        return trials.stream().findFirst();
    }

    /** The one that is being loaded. */
    public Optional<Trial> preparation() {
        return preparations.stream().findFirst();
    }

    ModelLine withLive(Release other, long otherAttempt) {
        return new ModelLine(model, other, otherAttempt, List.of(), preparations);
    }

    ModelLine trying(Trial trial) {
        return new ModelLine(model, live, attempt, List.of(trial), preparations);
    }

    ModelLine tryingNothing() {
        return new ModelLine(model, live, attempt, List.of(), preparations);
    }

    ModelLine preparing(Trial trial) {
        return new ModelLine(model, live, attempt, trials, List.of(trial));
    }

    ModelLine preparingNothing() {
        return new ModelLine(model, live, attempt, trials, List.of());
    }
}
