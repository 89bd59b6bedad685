// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import dev.sluice.faults.cluster.ClusterProcess;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Instant;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** How long a job is away when TaskManagers are killed; only with {@code -Pfaults}. */
@Tag("faults")
@Timeout(600)
class RecoveryITCase {

    private static final int TIMES = 3;

    /** So few that a world lasts for all kills. */
    private static final double EVENTS_PER_SECOND = 10;

    @RegisterExtension static final Stand STAND = new Stand();

    @Test
    void comesBackFromEveryKill() throws Exception {
        Scene scene = STAND.campaign().scene("recovery", Mode.AT_LEAST_ONCE.settings());
        List<ClusterProcess> all = STAND.cluster().taskManagers();
        try (Feed feed = new Feed(World.of(1), scene.kafka(), Scene.PARTITIONS)) {
            feed.sendLabels();
            DeployedJob job = scene.submit();
            job.awaitRunning();
            feed.startEvents(EVENTS_PER_SECOND);
            for (int i = 0; i < TIMES; i++) {
                measure("one of two, slots are free", List.of(all.get(i % 2)), scene, job);
                measure("all, slots have to come", all, scene, job);
            }
            job.cancel();
        }
    }

    private static void measure(
            String what, List<ClusterProcess> victims, Scene scene, DeployedJob job)
            throws Exception {
        STAND.cluster().heal();
        job.awaitRunning();
        int restored = job.checkpoints("restored");
        job.awaitCheckpoints(job.checkpoints("completed") + 1);
        Instant killed = Instant.now();
        victims.forEach(ClusterProcess::kill);
        victims.forEach(ClusterProcess::start);
        Recovery recovery = Recovery.of(job, scene, killed, restored);
        System.out.println(what + ": " + recovery);
        assertThat(recovery.silence()).isPositive();
    }
}
