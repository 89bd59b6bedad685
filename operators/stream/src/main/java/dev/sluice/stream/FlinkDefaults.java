// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;

import java.time.Duration;

/** The settings of Flink that the cascade is built and tested with. */
public final class FlinkDefaults {

    /** Five minutes of them; a task that cannot take one for longer is started anew. */
    private static final int TOLERABLE_CHECKPOINT_FAILURES = 30;

    private FlinkDefaults() {}

    /** The defaults, with a user's own settings over them. */
    public static Configuration with(Configuration settings) {
        Configuration flink = new Configuration();
        flink.set(CoreOptions.DEFAULT_PARALLELISM, 2);
        // fixed on day one: keyed state is laid out by it
        flink.set(PipelineOptions.MAX_PARALLELISM, 128);
        // a chain hands records on by reference; nothing changes what it emitted
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        // no Kryo, no operator whose state could not be found again
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
        // a full disk must not stop decisions: a restart would not empty it, and repeats them
        flink.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, TOLERABLE_CHECKPOINT_FAILURES);
        // windows are not in the events any more: a cancelled job can go on from where it was
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // two exchanges lie between an event and its decision
        flink.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(2));
        flink.addAll(settings);
        return flink;
    }
}
