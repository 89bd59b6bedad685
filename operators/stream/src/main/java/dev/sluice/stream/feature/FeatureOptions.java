// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

import java.time.Duration;

/** Options of the keyed stages. */
public final class FeatureOptions {

    /** {@code features.order}. */
    public static final ConfigOption<FeatureOrder> ORDER =
            ConfigOptions.key("features.order")
                    .enumType(FeatureOrder.class)
                    .defaultValue(FeatureOrder.ARRIVAL)
                    .withDescription(
                            "arrival: answer each event at once, a window holds what has arrived."
                                    + " event-time: hold events back until the watermark and apply"
                                    + " them by event time, labels first, then by id; reproducible"
                                    + " at any parallelism.");

    /** {@code ingest.dedup-horizon}. */
    public static final ConfigOption<Duration> DEDUP_HORIZON =
            ConfigOptions.key("ingest.dedup-horizon")
                    .durationType()
                    .defaultValue(Duration.ofHours(1))
                    .withDescription(
                            "How long, in event time, the id of an event is remembered. A repeated"
                                    + " id within it is counted as a duplicate, and neither enters"
                                    + " features nor is decided again. 0 turns the check off.");

    /** {@code features.max-lateness}. */
    public static final ConfigOption<Duration> MAX_LATENESS =
            ConfigOptions.key("features.max-lateness")
                    .durationType()
                    .defaultValue(Duration.ofDays(1))
                    .withDescription(
                            "How far behind the watermark an event may come and still see whole"
                                    + " windows; keyed state is kept that much longer. Later events"
                                    + " are decided with what is left.");

    private FeatureOptions() {}

    /**
     * Reads and checks the options.
     *
     * @throws IllegalArgumentException naming key, value and what was expected
     */
    public static FeatureConfig read(ReadableConfig config) {
        return new FeatureConfig(
                config.get(ORDER), config.get(DEDUP_HORIZON), config.get(MAX_LATENESS));
    }
}
