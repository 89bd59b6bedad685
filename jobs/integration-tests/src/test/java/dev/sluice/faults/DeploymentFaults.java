// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import dev.sluice.faults.cluster.ClusterProcess;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people do to a job: rescale it, run another beside it, cancel and resubmit it. */
final class DeploymentFaults {

    private static final int RESUBMISSIONS = 10;

    private DeploymentFaults() {}

    static void rescale(FaultRun run) throws IOException {
        for (String parallelism : List.of("4", "2")) {
            run.awaitMoment();
            String savepoint = run.job().stop(run.scene().savepoints());
            run.goOnWith(
                    run.scene()
                            .submit(
                                    Map.of("flink.parallelism.default", parallelism),
                                    Optional.of(savepoint)));
            run.job().awaitRunning();
        }
    }

    static void twoJobs(FaultRun run) throws Exception {
        run.awaitMoment();
        // the one TaskManager that is left has room for two jobs of one subtask
        List<ClusterProcess> taskManagers = run.cluster().taskManagers();
        String savepoint = run.job().stop(run.scene().savepoints());
        taskManagers.get(1).kill();
        Map<String, String> alone = Map.of("flink.parallelism.default", "1");
        run.goOnWith(run.scene().submit(alone, Optional.of(savepoint)));
        Scene beside = run.scene().beside();
        DeployedJob other = beside.submit(alone, Optional.empty());
        run.job().awaitRunning();
        other.awaitRunning();
        run.job().awaitCheckpoints(1);
        taskManagers.get(0).kill();
        taskManagers.get(0).start();
        run.job().awaitRunning();
        other.awaitRunning();
        other.cancel();
        taskManagers.get(1).start();
    }

    static void resubmit(FaultRun run) throws IOException {
        for (int i = 0; i < RESUBMISSIONS; i++) {
            run.job().awaitCheckpoints(1);
            run.job().cancel();
            String checkpoint = run.scene().latestCheckpoint(run.job().id());
            run.goOnWith(run.scene().submit(Map.of(), Optional.of(checkpoint)));
            run.job().awaitRunning();
        }
    }
}
