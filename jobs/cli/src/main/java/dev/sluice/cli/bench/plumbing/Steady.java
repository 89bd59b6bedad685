// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import dev.sluice.stream.kafka.KafkaConfig;

/**
 * Something that is done to a job while a steady load goes through it.
 *
 * @param <T> what comes out of it
 */
@FunctionalInterface
public interface Steady<T> {

    /**
     * Does it; the load goes on until this returns.
     *
     * @throws Exception if it cannot be done; the job is then stopped
     */
    T run(Running job) throws Exception;

    /** The job under the load. */
    interface Running {

        /** The topics of the job. */
        KafkaConfig kafka();

        /**
         * Number of decisions by now.
         *
         * @throws Exception if the job, or the load, has failed
         */
        long decisions() throws Exception;

        /** Number of events that were sent by now. */
        long sent();
    }
}
