// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.flink;

import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A job in the local Flink; closing it cancels it. */
public final class RunningJob implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);
    private static final long CANCEL_SECONDS = 20;

    private final JobClient client;
    private boolean ended;

    private RunningJob(JobClient client) {
        this.client = client;
    }

    /** Starts the job that an environment holds. */
    public static RunningJob submit(StreamExecutionEnvironment environment, String name)
            throws Exception {
        return new RunningJob(environment.executeAsync(name));
    }

    /** Id of the job, as Flink's REST interface spells it. */
    public String id() {
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
