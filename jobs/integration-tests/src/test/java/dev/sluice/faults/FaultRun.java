// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import dev.sluice.faults.cluster.RealCluster;

import org.apache.kafka.common.IsolationLevel;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A run under way, as a fault finds it. */
final class FaultRun {

    /** Shares of the events between which something goes wrong. */
    private static final double EARLIEST = 0.15;

    private static final double LATEST = 0.6;

    private final Scene scene;
    private final Feed feed;
    private final Random random;
    private DeployedJob job;
    private int restoresBefore;

    FaultRun(Scene scene, Feed feed, DeployedJob job, long seed) {
        this.scene = scene;
        this.feed = feed;
        this.job = job;
        this.random = new Random(seed);
    }

    RealCluster cluster() {
        return scene.cluster();
    }

    Scene scene() {
        return scene;
    }

    Feed feed() {
        return feed;
    }

    Random random() {
        return random;
    }

    /** The job that stands for the run now. */
    DeployedJob job() {
        return job;
    }

    /** How often the jobs of this run went back to a checkpoint, or began at one. */
    int restores() throws IOException {
        return restoresBefore + job.checkpoints("restored");
    }

    /** Another job takes over. */
    void goOnWith(DeployedJob other) throws IOException {
        restoresBefore = restores();
        this.job = other;
    }

    /** Events that were sent and have no decision, for a reader of uncommitted records. */
    int undecided() throws IOException {
        return feed.acknowledged() - scene.decisions(IsolationLevel.READ_UNCOMMITTED).size();
    }

    /** Waits for a moment of the stream that the seed says, with something to restore. */
    void awaitMoment() {
        feed.awaitShare(EARLIEST + (LATEST - EARLIEST) * random.nextDouble());
        job.awaitCheckpoints(1);
    }

    /** Lets a fault last: the only thing that is waited for is the time. */
    static void last(Duration duration) {
        CompletableFuture.runAsync(
                        () -> {},
                        CompletableFuture.delayedExecutor(
                                duration.toMillis(), TimeUnit.MILLISECONDS))
                .join();
    }
}
