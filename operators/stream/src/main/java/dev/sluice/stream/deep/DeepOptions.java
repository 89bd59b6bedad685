// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.StrategyKind;
import dev.sluice.inference.Device;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

import java.time.Duration;
import java.util.OptionalInt;

/** Options of the deep engine. */
public final class DeepOptions {

    /** {@code deep.strategy}. */
    public static final ConfigOption<String> STRATEGY =
            ConfigOptions.key("deep.strategy")
                    .stringType()
                    .defaultValue(DeepConfig.DEFAULT.strategy().key())
                    .withDescription("How deep thinks longer about a record: monte-carlo.");

    /** {@code deep.max-passes}. */
    public static final ConfigOption<Integer> MAX_PASSES =
            ConfigOptions.key("deep.max-passes")
                    .intType()
                    .defaultValue(DeepConfig.DEFAULT.maxPasses())
                    .withDescription("Most model passes over one record.");

    /** {@code deep.min-passes}. */
    public static final ConfigOption<Integer> MIN_PASSES =
            ConfigOptions.key("deep.min-passes")
                    .intType()
                    .defaultValue(DeepConfig.DEFAULT.minPasses())
                    .withDescription(
                            "Fewest model passes over one record before it may be settled; at"
                                    + " least 2.");

    /** {@code deep.confidence}. */
    public static final ConfigOption<Double> CONFIDENCE =
            ConfigOptions.key("deep.confidence")
                    .doubleType()
                    .defaultValue(DeepConfig.DEFAULT.confidence())
                    .withDescription(
                            "Confidence of the interval around the mean of the passes. Thinking"
                                    + " ends once the interval lies within one outcome.");

    /** {@code deep.deadline}. */
    public static final ConfigOption<Duration> DEADLINE =
            ConfigOptions.key("deep.deadline")
                    .durationType()
                    .defaultValue(DeepConfig.DEFAULT.deadline())
                    .withDescription(
                            "Time from the gate after which the answer of the first pass stands;"
                                    + " after a restore, from the start of the stage. 0 for no"
                                    + " deadline, as a reproducible run needs it.");

    /** {@code deep.queue.capacity}. */
    public static final ConfigOption<Integer> QUEUE_CAPACITY =
            ConfigOptions.key("deep.queue.capacity")
                    .intType()
                    .defaultValue(DeepConfig.DEFAULT.queueCapacity())
                    .withDescription(
                            "Most escalations of a subtask that wait for the model; on what comes"
                                    + " on top, the answer of the first pass stands at once.");

    /** {@code deep.batch.max-rows}. */
    public static final ConfigOption<Integer> BATCH_MAX_ROWS =
            ConfigOptions.key("deep.batch.max-rows")
                    .intType()
                    .defaultValue(DeepConfig.DEFAULT.maxBatchRows())
                    .withDescription(
                            "Most rows of one call of the deep model. Never more than the largest"
                                    + " padded size of the model.");

    /** {@code deep.device}. */
    public static final ConfigOption<Device.Kind> DEVICE =
            ConfigOptions.key("deep.device")
                    .enumType(Device.Kind.class)
                    .defaultValue(Device.Kind.CPU)
                    .withDescription(
                            "Kind of device that deep runs on: cpu or gpu. A device that is not"
                                    + " there is refused at start.");

    /** {@code deep.parallelism}. */
    public static final ConfigOption<Integer> PARALLELISM =
            ConfigOptions.key("deep.parallelism")
                    .intType()
                    .noDefaultValue()
                    .withDescription(
                            "Number of subtasks of deep, each with a model and a worker of its own."
                                    + " Default: that of the gate.");

    private DeepOptions() {}

    /**
     * Reads how deep works.
     *
     * @throws IllegalArgumentException naming the key, its value and what was expected
     */
    public static DeepConfig read(ReadableConfig config) {
        return new DeepConfig(
                StrategyKind.parse(config.get(STRATEGY)),
                config.get(MAX_PASSES),
                config.get(MIN_PASSES),
                config.get(CONFIDENCE),
                config.get(DEADLINE),
                config.get(QUEUE_CAPACITY),
                config.get(BATCH_MAX_ROWS));
    }

    /**
     * The number of subtasks, if it is set.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public static OptionalInt parallelism(ReadableConfig config) {
        Integer set = config.getOptional(PARALLELISM).orElse(null);
        if (set == null) {
            return OptionalInt.empty();
        }
        if (set < 1) {
            throw new IllegalArgumentException(
                    PARALLELISM.key() + " is " + set + "; expected at least 1");
        }
        return OptionalInt.of(set);
    }
}
