// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import dev.sluice.faults.cluster.ClusterProcess;

import java.io.IOException;
import java.time.Duration;

/** JobManager and ZooKeeper that are killed or stand still. */
final class JobManagerFaults {

    /** More than the session with ZooKeeper. */
    private static final Duration SILENCE = Duration.ofSeconds(9);

    private JobManagerFaults() {}

    static void kill(FaultRun run) {
        run.awaitMoment();
        restart(run.cluster().jobManager());
    }

    static void killWithOther(FaultRun run) throws IOException {
        run.awaitMoment();
        ClusterProcess taskManager = TaskManagerFaults.victim(run);
        run.cluster().jobManager().kill();
        taskManager.kill();
        run.cluster().jobManager().start();
        taskManager.start();
    }

    static void pause(FaultRun run) {
        run.awaitMoment();
        run.cluster().jobManager().pause();
        FaultRun.last(SILENCE);
        run.cluster().jobManager().resume();
    }

    static void killZooKeeper(FaultRun run) {
        run.awaitMoment();
        restart(run.cluster().zooKeeper());
    }

    private static void restart(ClusterProcess process) {
        process.kill();
        process.start();
    }
}
