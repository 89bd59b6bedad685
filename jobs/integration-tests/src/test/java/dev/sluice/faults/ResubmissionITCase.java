// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import dev.sluice.faults.cluster.ClusterProcess;
import dev.sluice.faults.cluster.JobManagerApi;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The same TaskManager runs a hundred jobs, one after the other; only with {@code -Pfaults}. */
@Tag("faults")
@Timeout(1800)
class ResubmissionITCase {

    private static final int JOBS = 100;

    /** From here on everything that is loaded once is loaded. */
    private static final int WARM = 20;

    private static final double MOST_GROWTH = 1.2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension static final Stand STAND = new Stand();

    @Test
    void aHundredJobsLeaveTheTaskManagersAliveAndTheirMemoryFlat() throws Exception {
        Scene scene = STAND.campaign().scene("resubmission", Mode.AT_LEAST_ONCE.settings());
        List<ClusterProcess> taskManagers = STAND.cluster().taskManagers();
        List<Long> pids = taskManagers.stream().map(ClusterProcess::pid).toList();
        double warm = 0;
        try (Feed feed = new Feed(World.of(1), scene.kafka(), Scene.PARTITIONS)) {
            feed.sendLabels();
            feed.startEvents(0);
            feed.awaitEnd();
        }
        for (int job = 1; job <= JOBS; job++) {
            DeployedJob running = scene.submit(Map.of(), Optional.empty());
            running.awaitRunning();
            running.cancel();
            double resident = megabytes(taskManagers);
            if (job == WARM) {
                warm = resident;
            }
            if (job % 10 == 0) {
                System.out.printf(
                        "after %d jobs: %.0f MB resident, metaspace %s%n",
                        job, resident, metaspace());
            }
        }

        assertThat(taskManagers).allMatch(ClusterProcess::isAlive);
        assertThat(taskManagers.stream().map(ClusterProcess::pid)).isEqualTo(pids);
        assertThat(megabytes(taskManagers)).as("MB").isLessThan(MOST_GROWTH * warm);
    }

    private static double megabytes(List<ClusterProcess> processes) throws IOException {
        double sum = 0;
        for (ClusterProcess process : processes) {
            sum += process.residentBytes() / 1e6;
        }
        return sum;
    }

    /** Metaspace of each TaskManager, in megabytes. */
    private static String metaspace() {
        JobManagerApi api = STAND.cluster().api();
        StringBuilder text = new StringBuilder();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> {
                            text.setLength(0);
                            for (JsonNode taskManager :
                                    api.get("/taskmanagers").get("taskmanagers")) {
                                String path =
                                        "/taskmanagers/"
                                                + taskManager.get("id").asText()
                                                + "/metrics?get=Status.JVM.Memory.Metaspace.Used";
                                text.append(
                                        String.format(
                                                "%.0f ",
                                                api.get(path).get(0).get("value").asDouble()
                                                        / 1e6));
                            }
                            return true;
                        });
        return text.append("MB").toString();
    }
}
