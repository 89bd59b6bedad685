// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import dev.sluice.faults.cluster.JobManagerApi;
import dev.sluice.faults.cluster.RealCluster;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import static org.awaitility.Awaitility.await;

/** A fraud job on the cluster, run from its jar with a configuration file. */
final class DeployedJob {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final JobManagerApi api;
    private final String id;

    private DeployedJob(JobManagerApi api, String id) {
        this.api = api;
        this.id = id;
    }

    /**
     * Submits the job, and does not wait until it runs.
     *
     * @param file where its configuration is written
     * @param savepoint what it goes on from, if anything
     */
    static DeployedJob submit(
            RealCluster cluster,
            Path file,
            Map<String, String> settings,
            Optional<String> savepoint)
            throws IOException {
        List<String> lines = new ArrayList<>();
        settings.forEach((key, value) -> lines.add(key + ": \"" + value + "\""));
        Files.write(file, lines);
        Map<String, ?> more = savepoint.map(path -> Map.of("savepointPath", path)).orElse(Map.of());
        return new DeployedJob(
                cluster.api(),
                cluster.api().run(cluster.fraudJar(), List.of("--config", file + ""), more));
    }

    String id() {
        return id;
    }

    String state() throws IOException {
        return api.get("/jobs/" + id).get("state").asText();
    }

    /** Waits until all of its tasks run. */
    void awaitRunning() {
        await().atMost(PATIENCE).ignoreExceptions().until(this::isRunning);
    }

    /** Waits until as many checkpoints are complete, counted from the start of the job. */
    void awaitCheckpoints(int count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> checkpoints("completed") >= count);
    }

    /** Number of its checkpoints of a kind: completed, failed, in_progress, restored. */
    int checkpoints(String kind) throws IOException {
        return api.get("/jobs/" + id + "/checkpoints").get("counts").get(kind).asInt();
    }

    /** Sum of a metric over the subtasks of all operators that have it. */
    double metric(String name) throws IOException {
        double sum = 0;
        for (JsonNode vertex : api.get("/jobs/" + id).get("vertices")) {
            String path = "/jobs/" + id + "/vertices/" + vertex.get("id").asText();
            for (JsonNode metric : api.get(path + "/metrics")) {
                String found = metric.get("id").asText();
                if (found.endsWith("." + name)) {
                    sum += api.get(path + "/metrics?get=" + found).get(0).get("value").asDouble();
                }
            }
        }
        return sum;
    }

    /** Identifiers of the TaskManagers with a subtask of an operator. */
    Set<String> hostsOf(String operator) throws IOException {
        Set<String> hosts = new TreeSet<>();
        for (JsonNode vertex : api.get("/jobs/" + id).get("vertices")) {
            if (vertex.get("name").asText().contains(operator)) {
                String path = "/jobs/" + id + "/vertices/" + vertex.get("id").asText();
                api.get(path + "/taskmanagers")
                        .get("taskmanagers")
                        .forEach(host -> hosts.add(host.get("taskmanager-id").asText()));
            }
        }
        return hosts;
    }

    /** Waits until it has gone back to a checkpoint as often. */
    void awaitRestored(int times) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> checkpoints("restored") >= times);
    }

    /** When it last came into a state. */
    Instant since(String state) throws IOException {
        return Instant.ofEpochMilli(api.get("/jobs/" + id).at("/timestamps/" + state).asLong());
    }

    /** When the last of its tasks began to run. */
    Instant lastTaskRunning() throws IOException {
        long last = 0;
        for (JsonNode vertex : api.get("/jobs/" + id).get("vertices")) {
            String path = "/jobs/" + id + "/vertices/" + vertex.get("id").asText();
            for (JsonNode subtask : api.get(path + "/subtasktimes").get("subtasks")) {
                last = Math.max(last, subtask.at("/timestamps/RUNNING").asLong());
            }
        }
        return Instant.ofEpochMilli(last);
    }

    /** Begins a checkpoint, and does not wait for it. */
    void triggerCheckpoint() throws IOException {
        api.post("/jobs/" + id + "/checkpoints", Map.of("checkpointType", "CONFIGURED"));
    }

    /** Ends it, without a savepoint, and waits until it has let go. */
    void cancel() throws IOException {
        api.cancel(id);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> isOver());
    }

    void cancelIfRunning() throws IOException {
        if (!isOver()) {
            cancel();
        }
    }

    /**
     * Ends it with a savepoint.
     *
     * @return the savepoint
     */
    String stop(Path folder) {
        return end(folder, false);
    }

    /** Ends it when what has been read has been decided, held back events included. */
    void drain(Path folder) {
        end(folder, true);
    }

    boolean isOver() throws IOException {
        return List.of("FINISHED", "CANCELED", "FAILED").contains(state());
    }

    private String end(Path folder, boolean drain) {
        // a failure before the savepoint is complete is one more that the job recovers from
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> isFinished() || isRunning() && tryEnd(folder, drain));
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () ->
                                api.get("/jobs/" + id + "/checkpoints")
                                        .at("/latest/savepoint/external_path")
                                        .asText(),
                        path -> !path.isEmpty());
    }

    /** Whether the job has ended with a savepoint. */
    private boolean tryEnd(Path folder, boolean drain) throws IOException {
        String trigger =
                api.post(
                                "/jobs/" + id + "/stop",
                                Map.of("drain", drain, "targetDirectory", folder.toUri() + ""))
                        .get("request-id")
                        .asText();
        String path = "/jobs/" + id + "/savepoints/" + trigger;
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () ->
                                isFinished()
                                        || api.get(path)
                                                .at("/status/id")
                                                .asText()
                                                .equals("COMPLETED"));
        // what answers may be a JobManager that never heard of the savepoint
        return isFinished();
    }

    private boolean isFinished() throws IOException {
        return state().equals("FINISHED");
    }

    private boolean isRunning() throws IOException {
        JsonNode job = api.get("/jobs/" + id);
        if (!job.get("state").asText().equals("RUNNING")) {
            return false;
        }
        for (JsonNode vertex : job.get("vertices")) {
            if (vertex.at("/tasks/RUNNING").asInt() != vertex.get("parallelism").asInt()) {
                return false;
            }
        }
        return true;
    }
}
