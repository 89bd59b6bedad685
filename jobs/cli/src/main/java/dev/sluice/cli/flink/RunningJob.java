// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.flink;

import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;

import com.fasterxml.jackson.databind.JsonNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A job in the local Flink; closing it cancels it. */
public final class RunningJob implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);
    private static final long CANCEL_SECONDS = 20;
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 50;

    private final JobClient client;
    private final String webAddress;
    private boolean ended;

    private RunningJob(JobClient client, String webAddress) {
        this.client = client;
        this.webAddress = webAddress;
    }

    /** Starts the job that an environment holds. */
    public static RunningJob submit(LocalFlink flink, String name) throws Exception {
        return new RunningJob(flink.environment().executeAsync(name), flink.webAddress());
    }

    /**
     * How far a source of this job has read.
     *
     * @param uid uid of the source, which is its name, too
     */
    public SourceOffsets source(String uid) {
        return SourceOffsets.of(webAddress, id(), uid);
    }

    /**
     * Waits until every task runs: state is there, models are loaded.
     *
     * @throws ExecutionException with the cause if the job ends instead
     */
    public void awaitRunning() throws ExecutionException, InterruptedException, IOException {
        awaitRunning(ChronoUnit.FOREVER.getDuration());
    }

    private void awaitRunning(Duration patience)
            throws ExecutionException, InterruptedException, IOException {
        JobRest rest = new JobRest(webAddress, id());
        long begin = System.nanoTime();
        while (!isRunning(rest.get("").path("vertices"))
                && patience.compareTo(Duration.ofNanos(System.nanoTime() - begin)) > 0) {
            requireAlive();
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static boolean isRunning(JsonNode vertices) {
        for (JsonNode vertex : vertices) {
            if (!vertex.path("status").asText().equals("RUNNING")) {
                return false;
            }
        }
        return !vertices.isEmpty();
    }

    private String id() {
        return client.getJobID().toHexString();
    }

    /**
     * Returns if the job is alive.
     *
     * @throws ExecutionException with the cause if it has ended
     */
    public void requireAlive() throws ExecutionException, InterruptedException {
        JobStatus status = client.getJobStatus().get();
        if (status.isGloballyTerminalState()) {
            awaitEnd();
            throw new ExecutionException("The job has ended: " + status, null);
        }
    }

    /**
     * Waits until the job ends by itself.
     *
     * @throws ExecutionException with the cause if it fails
     */
    public void awaitEnd() throws ExecutionException, InterruptedException {
        client.getJobExecutionResult().get();
        ended = true;
    }

    /**
     * Stops the job where it is, so that another one can go on from there.
     *
     * <p>A job that is still starting takes no savepoint, though its first tasks decide already: it
     * is given time to start.
     *
     * @param savepoints folder of savepoints, a URI
     * @return where the savepoint is
     * @throws ExecutionException if there is none; the job then runs on
     */
    public String stop(String savepoints)
            throws ExecutionException, InterruptedException, IOException {
        awaitRunning(START_PATIENCE);
        String savepoint =
                client.stopWithSavepoint(false, savepoints, SavepointFormatType.CANONICAL).get();
        awaitEnd();
        return savepoint;
    }

    /** Ends the job as at the end of all input: what is in flight is decided and written. */
    public void drain(Path savepoints) throws ExecutionException, InterruptedException {
        client.stopWithSavepoint(true, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
        awaitEnd();
    }

    @Override
    public void close() {
        if (ended) {
            return;
        }
        try {
            client.cancel().get(CANCEL_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The job could not be cancelled", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ended = true;
    }
}
