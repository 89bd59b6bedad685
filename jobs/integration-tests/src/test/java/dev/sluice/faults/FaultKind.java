// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import java.util.Locale;
import java.util.Map;

/** What can go wrong. */
enum FaultKind {
    TASKMANAGER_KILLED("a TaskManager is killed in mid-stream", TaskManagerFaults::kill),

    TASKMANAGER_KILLED_WITH_ESCALATIONS_IN_FLIGHT(
            "the TaskManager of deep is killed while it thinks",
            TaskManagerFaults::killWhileDeepThinks,
            Map.of("gate.price", "0", "deep.stop-rule", "fixed", "deep.max-passes", "512")),

    TASKMANAGER_KILLED_DURING_A_CHECKPOINT(
            "a TaskManager is killed while a checkpoint is taken",
            TaskManagerFaults::killDuringCheckpoint),

    TASKMANAGER_KILLED_DURING_A_COMMIT(
            "a TaskManager is killed when a checkpoint has completed and its offsets and"
                    + " transactions are being committed",
            TaskManagerFaults::killDuringCommit),

    TASKMANAGER_PAUSED(
            "a TaskManager is silent for longer than its heartbeat may be, and comes back",
            TaskManagerFaults::pause),

    ALL_TASKMANAGERS_KILLED("all TaskManagers are killed at once", TaskManagerFaults::killAll),

    JOBMANAGER_KILLED("the JobManager is killed", JobManagerFaults::kill),

    JOBMANAGER_AND_TASKMANAGER_KILLED(
            "JobManager and a TaskManager are killed at once", JobManagerFaults::killWithOther),

    JOBMANAGER_PAUSED(
            "the JobManager is silent for longer than its session with ZooKeeper lasts",
            JobManagerFaults::pause),

    ZOOKEEPER_KILLED("ZooKeeper is killed and comes back", JobManagerFaults::killZooKeeper),

    BROKER_KILLED("the broker is killed and comes back", BrokerFaults::kill),

    BROKER_PAUSED(
            "the broker is silent for longer than the producers' delivery timeout",
            BrokerFaults::pause,
            Map.of(
                    "kafka.properties.delivery.timeout.ms", "4000",
                    "kafka.properties.request.timeout.ms", "2000")),

    SLOW_SINK(
            "the broker takes decisions far more slowly than events come",
            BrokerFaults::throttle,
            // what does not fit into these has to wait
            Map.of(
                    "kafka.properties.buffer.memory", "65536",
                    "kafka.properties.batch.size", "8192")),

    CHECKPOINT_TIMEOUT(
            "checkpoints take longer than they may",
            CheckpointFaults::timeout,
            Map.of("flink.execution.checkpointing.timeout", "2 s")),

    CHECKPOINT_DISK_FULL(
            "the disk of the checkpoints is full, and a TaskManager is killed",
            CheckpointFaults::fillDisk),

    RESCALED("the job is rescaled 2, 4, 2 by savepoints", DeploymentFaults::rescale),

    TWO_JOBS_ON_ONE_TASKMANAGER(
            "the TaskManager that runs two jobs is killed", DeploymentFaults::twoJobs),

    CANCELLED_AND_RESUBMITTED(
            "the job is cancelled and resubmitted from its last checkpoint, ten times",
            DeploymentFaults::resubmit);

    /** Rate of the events where nothing else is said. */
    static final double EVENTS_PER_SECOND = 600;

    private static final double EVENTS_PER_SECOND_OF_LONG_FAULTS = 150;

    private final String what;
    private final Fault fault;
    private final Map<String, String> settings;

    FaultKind(String what, Fault fault) {
        this(what, fault, Map.of());
    }

    FaultKind(String what, Fault fault, Map<String, String> settings) {
        this.what = what;
        this.fault = fault;
        this.settings = settings;
    }

    /** What happens, for a person. */
    String what() {
        return what;
    }

    Fault fault() {
        return fault;
    }

    /** Whether a job goes back to a checkpoint, or begins at one. */
    boolean goesBack() {
        return this != SLOW_SINK && this != CHECKPOINT_TIMEOUT && this != BROKER_KILLED;
    }

    /** Rate of the events: slow where they would be over before the fault is. */
    double eventsPerSecond() {
        return switch (this) {
            case RESCALED, TWO_JOBS_ON_ONE_TASKMANAGER, CANCELLED_AND_RESUBMITTED ->
                    EVENTS_PER_SECOND_OF_LONG_FAULTS;
            default -> EVENTS_PER_SECOND;
        };
    }

    /** What the job is configured with so that the fault can happen in the time of a test. */
    Map<String, String> settings() {
        return settings;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
