// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import java.time.Duration;
import java.time.Instant;

/**
 * How a job came back after a TaskManager was killed, in parts that follow each other.
 *
 * @param noticed from the kill until the job is stopped
 * @param scheduled until it may be deployed again: the delay of the restart strategy
 * @param running until all tasks run: slots, a new TaskManager if there are none, models, state
 * @param silence longest time without a decision
 */
record Recovery(Duration noticed, Duration scheduled, Duration running, Duration silence) {

    /** Waits until a job is back. */
    static Recovery of(DeployedJob job, Scene scene, Instant killed, int restoredBefore)
            throws Exception {
        job.awaitRestored(restoredBefore + 1);
        job.awaitRunning();
        Instant restarting = job.since("RESTARTING");
        Instant deployed = job.since("RUNNING");
        Instant back = job.lastTaskRunning();
        Instant decided = scene.awaitDecisionAfter(back);
        return new Recovery(
                Duration.between(killed, restarting),
                Duration.between(restarting, deployed),
                Duration.between(deployed, back),
                scene.longestSilence(killed.minusSeconds(2), decided));
    }

    @Override
    public String toString() {
        return String.format(
                "noticed %d ms, restart delay %d ms, tasks running %d ms, longest silence %d ms",
                noticed.toMillis(), scheduled.toMillis(), running.toMillis(), silence.toMillis());
    }
}
