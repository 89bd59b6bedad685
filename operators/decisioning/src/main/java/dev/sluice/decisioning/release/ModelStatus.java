// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.release;

import java.util.Objects;

/**
 * What happened to a version of a model.
 *
 * @param job the job that it happened in
 * @param model which model
 * @param version its version; empty for the one that the job started with
 * @param attempt number of its preparation
 * @param state what happened
 * @param subtask subtask that tells, or -1 for the job as a whole
 * @param parallelism number of such subtasks, or 0
 * @param detail the same for a person
 * @param figures what it has done by now
 * @param atMs when, milliseconds since the epoch
 */
public record ModelStatus(
        String job,
        String model,
        String version,
        long attempt,
        State state,
        int subtask,
        int parallelism,
        String detail,
        ModelFigures figures,
        long atMs) {

    /** Says something of the job as a whole. */
    public static final int WHOLE_JOB = -1;

    /** What can happen to a version. */
    public enum State {
        /** It is being loaded. */
        PREPARING,
        /** A subtask has loaded it and warmed it up. */
        PREPARED,
        /** It cannot be loaded, or was not asked for in a way that can be followed. */
        REFUSED,
        /** It scores beside the live one. */
        SHADOW,
        /** It decides for a share of the entities. */
        CANARY,
        /** It decides. */
        LIVE,
        /** It decides no longer. */
        ROLLED_BACK,
        /** A subtask has let it go: its last record is decided. */
        CLOSED,
        /** What it has done by now. */
        FIGURES
    }

    /** Refuses missing parts. */
    public ModelStatus {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(figures, "figures");
    }

    /** Something of the job as a whole. */
    static ModelStatus ofJob(
            String job,
            String model,
            String version,
            long attempt,
            State state,
            String detail,
            ModelFigures figures,
            long atMs) {
        return new ModelStatus(
                job, model, version, attempt, state, WHOLE_JOB, 0, detail, figures, atMs);
    }
}
