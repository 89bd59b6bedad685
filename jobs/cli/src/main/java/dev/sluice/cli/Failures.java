// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.schema.RegistryUnavailableException;
import dev.sluice.stream.config.AccessException;
import dev.sluice.stream.config.ConfigException;

import org.apache.kafka.common.KafkaException;

/** Finds, in what Flink and executors wrap an error into, the error that a user can act on. */
final class Failures {

    private Failures() {}

    /**
     * The outermost error that was written for users, else what a command says of an error of Kafka
     * (which cluster, which topic), else the innermost one.
     */
    static Throwable cause(Throwable error) {
        Throwable innermost = error;
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof UsageException
                    || at instanceof ConfigException
                    || at instanceof AccessException
                    || at instanceof RegistryUnavailableException
                    || at instanceof ModelLoadException) {
                return at;
            }
            innermost = at;
        }
        return error.getCause() instanceof KafkaException ? error : innermost;
    }

    /** Whether the user's request is what is wrong. */
    static boolean isUsage(Throwable cause) {
        return cause instanceof UsageException || cause instanceof ConfigException;
    }
}
