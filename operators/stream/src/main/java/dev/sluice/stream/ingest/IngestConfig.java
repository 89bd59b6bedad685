// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.stream.config.ConfigException;

import org.apache.flink.configuration.ConfigOption;

import java.io.Serializable;
import java.time.Duration;

/**
 * What is read, and what is refused.
 *
 * @param start where topics are read from without a checkpoint
 * @param maxOutOfOrderness how much later than its followers a record of a partition may come
 * @param idleTimeout silence after which a partition no longer holds back event time
 * @param maxFutureSkew how far an event time may be ahead of the Kafka timestamp
 * @param maxBytes longest value of a record that is read
 * @param maxIdLength longest id of an event, in characters
 * @param deadLetterMaxBytes bytes of key, of value and of headers that a dead letter keeps, each
 */
public record IngestConfig(
        StartOffsets start,
        Duration maxOutOfOrderness,
        Duration idleTimeout,
        Duration maxFutureSkew,
        int maxBytes,
        int maxIdLength,
        int deadLetterMaxBytes)
        implements Serializable {

    /** Refuses values that no stream can keep. */
    public IngestConfig {
        notNegative(IngestOptions.MAX_OUT_OF_ORDERNESS, maxOutOfOrderness);
        notNegative(IngestOptions.MAX_FUTURE_SKEW, maxFutureSkew);
        if (idleTimeout.toMillis() < 1) {
            throw ConfigException.of(IngestOptions.IDLE_TIMEOUT.key(), idleTimeout, "1 ms or more");
        }
        atLeast(IngestOptions.MAX_BYTES, maxBytes, 1);
        atLeast(IngestOptions.MAX_ID_LENGTH, maxIdLength, 1);
        atLeast(IngestOptions.DEAD_LETTER_MAX_BYTES, deadLetterMaxBytes, 0);
    }

    private static void notNegative(ConfigOption<Duration> option, Duration value) {
        // a stream of milliseconds since 1970 has no use for more, and sums must not overflow
        if (value.isNegative() || value.toDays() > 36_500) {
            throw ConfigException.of(option.key(), value, "0 to 100 years");
        }
    }

    private static void atLeast(ConfigOption<?> option, int value, int least) {
        if (value < least) {
            throw ConfigException.of(option.key(), value, least + " or more");
        }
    }
}
