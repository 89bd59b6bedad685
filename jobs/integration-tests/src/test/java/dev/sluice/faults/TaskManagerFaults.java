// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import dev.sluice.faults.cluster.ClusterProcess;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import static org.awaitility.Awaitility.await;

/** TaskManagers that are killed or stand still. */
final class TaskManagerFaults {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration OFTEN = Duration.ofMillis(2);

    private TaskManagerFaults() {}

    static void kill(FaultRun run) throws IOException {
        run.awaitMoment();
        restart(victim(run));
    }

    static void killWhileDeepThinks(FaultRun run) throws IOException {
        run.awaitMoment();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> run.job().metric("deepRecordsInFlight") > 0);
        String host = run.job().hostsOf("deep").iterator().next();
        restart(run.cluster().taskManager(host));
    }

    static void killDuringCheckpoint(FaultRun run) throws IOException {
        run.awaitMoment();
        run.job().triggerCheckpoint();
        await().atMost(PATIENCE)
                .pollInterval(OFTEN)
                .ignoreExceptions()
                .until(() -> run.job().checkpoints("in_progress") > 0);
        restart(victim(run));
    }

    static void killDuringCommit(FaultRun run) throws IOException {
        run.awaitMoment();
        int before = run.job().checkpoints("completed");
        await().atMost(PATIENCE)
                .pollInterval(OFTEN)
                .ignoreExceptions()
                .until(() -> run.job().checkpoints("completed") > before);
        restart(victim(run));
    }

    static void pause(FaultRun run) throws IOException {
        run.awaitMoment();
        ClusterProcess silent =
                run.cluster().taskManager(run.job().hostsOf("sink").iterator().next());
        int before = run.job().checkpoints("restored");
        silent.pause();
        try {
            // what comes back has been given up, and does not know
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> run.job().checkpoints("restored") > before);
        } finally {
            silent.resume();
        }
    }

    static void killAll(FaultRun run) {
        run.awaitMoment();
        List<ClusterProcess> all = run.cluster().taskManagers();
        all.forEach(ClusterProcess::kill);
        all.forEach(ClusterProcess::start);
    }

    /** One of those that run a part of the job. */
    static ClusterProcess victim(FaultRun run) throws IOException {
        List<String> hosts = List.copyOf(run.job().hostsOf(""));
        return run.cluster().taskManager(hosts.get(run.random().nextInt(hosts.size())));
    }

    private static void restart(ClusterProcess process) {
        process.kill();
        process.start();
    }
}
