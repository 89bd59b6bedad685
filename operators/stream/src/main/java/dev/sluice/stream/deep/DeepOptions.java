// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.GuardConfig;
import dev.sluice.decisioning.deep.QueueConfig;
import dev.sluice.decisioning.deep.StopRule;
import dev.sluice.decisioning.deep.StrategyKind;
import dev.sluice.decisioning.deep.ThinkingConfig;
import dev.sluice.inference.Device;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;

import java.time.Duration;
import java.util.OptionalInt;

/** Options of the deep engine. */
public final class DeepOptions {

    /** {@code deep.strategy}. */
    public static final ConfigOption<String> STRATEGY =
            ConfigOptions.key("deep.strategy")
                    .stringType()
                    .defaultValue(ThinkingConfig.DEFAULT.strategy().key())
                    .withDescription(
                            "How deep thinks longer about a record: monte-carlo, refine, best-of-n or"
                                    + " steps.");

    /** {@code deep.stop-rule}. */
    public static final ConfigOption<String> STOP_RULE =
            ConfigOptions.key("deep.stop-rule")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "When thinking ends before the passes are spent. monte-carlo: interval,"
                                    + " sprt, majority, fixed; refine: halting, converged, fixed;"
                                    + " best-of-n: margin, fixed; steps: decisive, fixed. Default:"
                                    + " the first of the strategy.");

    /** {@code deep.max-passes}. */
    public static final ConfigOption<Integer> MAX_PASSES =
            ConfigOptions.key("deep.max-passes")
                    .intType()
                    .defaultValue(ThinkingConfig.DEFAULT.maxPasses())
                    .withDescription("Most model passes over one record.");

    /** {@code deep.min-passes}. */
    public static final ConfigOption<Integer> MIN_PASSES =
            ConfigOptions.key("deep.min-passes")
                    .intType()
                    .defaultValue(ThinkingConfig.DEFAULT.minPasses())
                    .withDescription(
                            "Fewest model passes over one record before it may be settled, under"
                                    + " monte-carlo and best-of-n; at least 2.");

    /** {@code deep.confidence}. */
    public static final ConfigOption<Double> CONFIDENCE =
            ConfigOptions.key("deep.confidence")
                    .doubleType()
                    .defaultValue(ThinkingConfig.DEFAULT.confidence())
                    .withDescription(
                            "How sure the stop rule has to be that more passes would not change the"
                                    + " outcome: above 0.5 and below 1.");

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
                    .defaultValue(QueueConfig.DEFAULT.capacity())
                    .withDescription(
                            "Most escalations of a subtask that wait for the model; if more come,"
                                    + " the answer of the first pass stands at once for the least"
                                    + " valuable one.");

    /** {@code deep.queue.audit-share}. */
    public static final ConfigOption<Double> QUEUE_AUDIT_SHARE =
            ConfigOptions.key("deep.queue.audit-share")
                    .doubleType()
                    .defaultValue(QueueConfig.DEFAULT.auditShare())
                    .withDescription(
                            "Share of the waiting room and of the places in the engine that is kept"
                                    + " for the audit sample, however valuable the rest is; what"
                                    + " it leaves unused goes to the rest.");

    /** {@code deep.watchdog.timeout}. */
    public static final ConfigOption<Duration> WATCHDOG_TIMEOUT =
            ConfigOptions.key("deep.watchdog.timeout")
                    .durationType()
                    .defaultValue(GuardConfig.DEFAULT.hangTimeout())
                    .withDescription(
                            "Time after which a model call that has not returned counts as hanging:"
                                    + " what it holds falls back, and the model is opened anew. 0"
                                    + " for never.");

    /** {@code deep.breaker.failures}. */
    public static final ConfigOption<Integer> BREAKER_FAILURES =
            ConfigOptions.key("deep.breaker.failures")
                    .intType()
                    .defaultValue(GuardConfig.DEFAULT.breakerFailures())
                    .withDescription(
                            "Batches that fail one after the other until the model is left alone"
                                    + " and escalations fall back at once.");

    /** {@code deep.breaker.pause}. */
    public static final ConfigOption<Duration> BREAKER_PAUSE =
            ConfigOptions.key("deep.breaker.pause")
                    .durationType()
                    .defaultValue(GuardConfig.DEFAULT.breakerPause())
                    .withDescription(
                            "How long a failing model is left alone until one batch probes it.");

    /** {@code deep.batch.max-rows}. */
    public static final ConfigOption<Integer> BATCH_MAX_ROWS =
            ConfigOptions.key("deep.batch.max-rows")
                    .intType()
                    .defaultValue(DeepConfig.DEFAULT.maxBatchRows())
                    .withDescription(
                            "Most rows of one call of the deep model. Never more than the largest"
                                    + " padded size of the model.");

    /** {@code deep.batch.max-delay}. */
    public static final ConfigOption<Duration> BATCH_MAX_DELAY =
            ConfigOptions.key("deep.batch.max-delay")
                    .durationType()
                    .defaultValue(QueueConfig.DEFAULT.maxDelay())
                    .withDescription(
                            "Longest time that an escalation waits for others to be looked at with,"
                                    + " unless a batch of them waits. Calls of the model with few"
                                    + " rows cost nearly as much as full ones. 0 looks at each at"
                                    + " once.");

    /** {@code deep.device}. */
    public static final ConfigOption<Device.Kind> DEVICE =
            ConfigOptions.key("deep.device")
                    .enumType(Device.Kind.class)
                    .defaultValue(Device.Kind.CPU)
                    .withDescription(
                            "Kind of device that deep runs on: cpu or gpu. A device that is not"
                                    + " there is refused at start.");

    /** {@code deep.gpu.cpu-cores}. */
    public static final ConfigOption<Double> GPU_CPU_CORES =
            ConfigOptions.key("deep.gpu.cpu-cores")
                    .doubleType()
                    .defaultValue(GpuSlot.DEFAULT.cpuCores())
                    .withDescription(
                            "Processor cores of a slot of deep on a GPU. Only for deep.device gpu.");

    /** {@code deep.gpu.heap}. */
    public static final ConfigOption<MemorySize> GPU_HEAP =
            ConfigOptions.key("deep.gpu.heap")
                    .memoryType()
                    .defaultValue(GpuSlot.DEFAULT.heap())
                    .withDescription(
                            "Task heap of a slot of deep on a GPU. Only for deep.device gpu.");

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
                thinking(config),
                new QueueConfig(
                        config.get(QUEUE_CAPACITY),
                        config.get(QUEUE_AUDIT_SHARE),
                        config.get(BATCH_MAX_DELAY)),
                new GuardConfig(
                        config.get(WATCHDOG_TIMEOUT),
                        config.get(BREAKER_FAILURES),
                        config.get(BREAKER_PAUSE)),
                config.get(DEADLINE),
                config.get(BATCH_MAX_ROWS));
    }

    private static ThinkingConfig thinking(ReadableConfig config) {
        StrategyKind strategy = StrategyKind.parse(config.get(STRATEGY));
        return new ThinkingConfig(
                strategy,
                config.getOptional(STOP_RULE)
                        .map(StopRule::parse)
                        .orElse(strategy.stopRules().get(0)),
                config.get(MAX_PASSES),
                config.get(MIN_PASSES),
                config.get(CONFIDENCE));
    }

    /**
     * Reads what a slot on a GPU has.
     *
     * @throws IllegalArgumentException naming the key, its value and what was expected
     */
    public static GpuSlot gpuSlot(ReadableConfig config) {
        return new GpuSlot(config.get(GPU_CPU_CORES), config.get(GPU_HEAP));
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
