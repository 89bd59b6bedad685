// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import java.io.Serializable;

/**
 * The clock of the deadlines. Thread-safe.
 *
 * <p>An own one and not the timers of Flink's operator: those run from the arrival of a record, and
 * a deadline runs from the gate.
 */
interface Deadlines extends AutoCloseable {

    /** Makes the clock of one subtask; travels with the job graph. */
    interface Factory extends Serializable {

        /** Starts a clock whose thread, if it has one, bears a name. */
        Deadlines start(String threadName);
    }

    /** Wall-clock time, milliseconds since the epoch. */
    long nowMs();

    /** Runs a short action at a time; the returned one calls it off. */
    Runnable schedule(long atMs, Runnable action);

    /** Drops all that is scheduled; does not wait for what runs. */
    @Override
    void close();
}
