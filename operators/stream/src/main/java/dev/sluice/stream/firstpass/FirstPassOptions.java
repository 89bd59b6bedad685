// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.firstpass;

import dev.sluice.inference.Device;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

import java.time.Duration;

/** Options of the first pass. */
public final class FirstPassOptions {

    /** {@code first-pass.batch.max-size}. */
    public static final ConfigOption<Integer> MAX_SIZE =
            ConfigOptions.key("first-pass.batch.max-size")
                    .intType()
                    .defaultValue(256)
                    .withDescription(
                            "Most records that the first pass scores with one model call. Never"
                                    + " more than the largest padded size of the model.");

    /** {@code first-pass.batch.max-delay}. */
    public static final ConfigOption<Duration> MAX_DELAY =
            ConfigOptions.key("first-pass.batch.max-delay")
                    .durationType()
                    .defaultValue(Duration.ofMillis(5))
                    .withDescription(
                            "Longest time that a record waits for others to be scored with. 0"
                                    + " scores each record at once.");

    /** {@code first-pass.device}. */
    public static final ConfigOption<Device.Kind> DEVICE =
            ConfigOptions.key("first-pass.device")
                    .enumType(Device.Kind.class)
                    .defaultValue(Device.Kind.CPU)
                    .withDescription(
                            "Kind of device that the first pass runs on: cpu or gpu. A device that"
                                    + " is not there is refused at start.");

    private FirstPassOptions() {}

    /**
     * Reads how batches are formed.
     *
     * @throws IllegalArgumentException naming the key, its value and what was expected
     */
    public static FirstPassConfig read(ReadableConfig config) {
        return new FirstPassConfig(config.get(MAX_SIZE), config.get(MAX_DELAY));
    }
}
