// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.stream.config.ConfigException;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;

import java.time.Duration;

/** Options of reading from Kafka. */
public final class IngestOptions {

    /** Where topics are read from. */
    public static final ConfigOption<StartOffsets> START =
            ConfigOptions.key("ingest.start")
                    .enumType(StartOffsets.class)
                    .defaultValue(StartOffsets.COMMITTED)
                    .withDescription(
                            "Where events and labels are read from when there is no checkpoint to"
                                    + " go on from: 'earliest', 'latest', or 'committed' (where the"
                                    + " consumer group stopped, else earliest).");

    /** Bound of the disorder within a partition. */
    public static final ConfigOption<Duration> MAX_OUT_OF_ORDERNESS =
            ConfigOptions.key("ingest.max-out-of-orderness")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(5))
                    .withDescription(
                            "How much later than its followers a record of a partition may come"
                                    + " before it is late.");

    /** Silence that makes a partition idle. */
    public static final ConfigOption<Duration> IDLE_TIMEOUT =
            ConfigOptions.key("ingest.idle-timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(5))
                    .withDescription(
                            "A partition without a readable record for this long no longer holds"
                                    + " back event time.");

    /** Bound of event times ahead of Kafka. */
    public static final ConfigOption<Duration> MAX_FUTURE_SKEW =
            ConfigOptions.key("ingest.max-future-skew")
                    .durationType()
                    .defaultValue(Duration.ofHours(1))
                    .withDescription(
                            "An event time that is further ahead of the Kafka timestamp of its"
                                    + " record, or of the clock, makes it a dead letter.");

    /** Longest record. */
    public static final ConfigOption<MemorySize> MAX_BYTES =
            ConfigOptions.key("ingest.max-bytes")
                    .memoryType()
                    .defaultValue(MemorySize.parse("256kb"))
                    .withDescription("A record with a longer value is a dead letter.");

    /** Longest id. */
    public static final ConfigOption<Integer> MAX_ID_LENGTH =
            ConfigOptions.key("ingest.max-id-length")
                    .intType()
                    .defaultValue(256)
                    .withDescription("A record with a longer event id is a dead letter.");

    /** What a dead letter keeps. */
    public static final ConfigOption<MemorySize> DEAD_LETTER_MAX_BYTES =
            ConfigOptions.key("dead-letter.max-bytes")
                    .memoryType()
                    .defaultValue(MemorySize.parse("64kb"))
                    .withDescription(
                            "How much a dead letter keeps of the value of its record, of the key,"
                                    + " and of the headers, each. Of a value that is cut, it also"
                                    + " has the whole length and the SHA-256.");

    private IngestOptions() {}

    /**
     * The options as one value.
     *
     * @throws ConfigException if one is impossible
     */
    public static IngestConfig read(ReadableConfig config) {
        return new IngestConfig(
                config.get(START),
                config.get(MAX_OUT_OF_ORDERNESS),
                config.get(IDLE_TIMEOUT),
                config.get(MAX_FUTURE_SKEW),
                bytes(config, MAX_BYTES),
                config.get(MAX_ID_LENGTH),
                bytes(config, DEAD_LETTER_MAX_BYTES));
    }

    private static int bytes(ReadableConfig config, ConfigOption<MemorySize> option) {
        long bytes = config.get(option).getBytes();
        if (bytes > Integer.MAX_VALUE) {
            throw ConfigException.of(option.key(), config.get(option), "less than 2 gb");
        }
        return (int) bytes;
    }
}
