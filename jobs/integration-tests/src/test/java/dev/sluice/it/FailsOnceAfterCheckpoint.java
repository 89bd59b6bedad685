// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;

import java.util.concurrent.atomic.AtomicBoolean;

/** Lets records through, and fails once, some records after the first checkpoint. */
final class FailsOnceAfterCheckpoint<T> extends RichMapFunction<T, T>
        implements CheckpointListener {

    private static final long serialVersionUID = 1L;

    /** Shared among the copies that Flink makes of the function. */
    private static final AtomicBoolean FAILED = new AtomicBoolean();

    private static final AtomicBoolean CHECKPOINTED = new AtomicBoolean();

    private final int recordsAfterCheckpoint;
    private boolean seen;
    private boolean checkpointed;
    private int records;

    private FailsOnceAfterCheckpoint(int recordsAfterCheckpoint) {
        this.recordsAfterCheckpoint = recordsAfterCheckpoint;
    }

    /** A function that has not failed yet; one at a time in a process. */
    static <T> FailsOnceAfterCheckpoint<T> after(int records) {
        FAILED.set(false);
        CHECKPOINTED.set(false);
        return new FailsOnceAfterCheckpoint<>(records);
    }

    /** Whether some records have gone through and are in a checkpoint. */
    static boolean hasCheckpointed() {
        return CHECKPOINTED.get();
    }

    static boolean hasFailed() {
        return FAILED.get();
    }

    @Override
    public T map(T value) {
        seen = true;
        if (checkpointed && ++records > recordsAfterCheckpoint && !FAILED.getAndSet(true)) {
            throw new IllegalStateException("failed on purpose");
        }
        return value;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        if (seen) {
            checkpointed = true;
            CHECKPOINTED.set(true);
        }
    }
}
