// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.event.FeedbackSampling;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.release.ReleaseConfig;
import dev.sluice.stream.alarm.AlarmConfig;
import dev.sluice.stream.alarm.AlarmOptions;
import dev.sluice.stream.config.ConfigException;
import dev.sluice.stream.config.OptionClasses;
import dev.sluice.stream.config.SluiceConfig;
import dev.sluice.stream.control.ControllerConfig;
import dev.sluice.stream.control.ControllerOptions;
import dev.sluice.stream.decision.DeliveryConfig;
import dev.sluice.stream.decision.DeliveryOptions;
import dev.sluice.stream.decision.FeedbackOptions;
import dev.sluice.stream.deep.DeepOptions;
import dev.sluice.stream.deep.GpuSlot;
import dev.sluice.stream.feature.FeatureConfig;
import dev.sluice.stream.feature.FeatureOptions;
import dev.sluice.stream.firstpass.FirstPassConfig;
import dev.sluice.stream.firstpass.FirstPassOptions;
import dev.sluice.stream.gate.GateOptions;
import dev.sluice.stream.gate.GateOverrides;
import dev.sluice.stream.ingest.IngestConfig;
import dev.sluice.stream.ingest.IngestOptions;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.kafka.KafkaOptions;
import dev.sluice.stream.label.LabelConfig;
import dev.sluice.stream.label.LabelOptions;
import dev.sluice.stream.model.ModelOptions;
import dev.sluice.stream.registry.RegistryConfig;
import dev.sluice.stream.registry.RegistryOptions;
import dev.sluice.stream.release.ReleaseOptions;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings of all stages, read once; nobody below a job's {@code main} sees a configuration.
 *
 * @param kafka cluster and topics
 * @param registry the schema registry, if there is one
 * @param ingest what is read and what is refused
 * @param features order, repeats, retention
 * @param firstPass batches of the first pass
 * @param gateMode mode that the gate starts in
 * @param gateOverrides what the gate is over what the policy says
 * @param controller the controller of the gate, if this job has it
 * @param deep how long deep thinks
 * @param deepParallelism subtasks of deep, if set
 * @param deepGpuSlot what a slot of deep has, if deep runs on a GPU
 * @param feedback which decisions are fed back
 * @param labels how labels are joined to decisions, if this job does that
 * @param alarms when alarms are raised, if this job does that
 * @param releases how releases of models are handled, if this job has them
 * @param delivery what the sinks guarantee
 */
public record CascadeConfig(
        KafkaConfig kafka,
        Optional<RegistryConfig> registry,
        IngestConfig ingest,
        FeatureConfig features,
        FirstPassConfig firstPass,
        GateMode gateMode,
        GateOverrides gateOverrides,
        Optional<ControllerConfig> controller,
        DeepConfig deep,
        OptionalInt deepParallelism,
        GpuSlot deepGpuSlot,
        FeedbackSampling feedback,
        Optional<LabelConfig> labels,
        Optional<AlarmConfig> alarms,
        Optional<ReleaseConfig> releases,
        DeliveryConfig delivery) {

    /** The classes that declare options, in the order of the dataflow. */
    public static final List<Class<?>> OPTION_CLASSES =
            List.of(
                    ModelOptions.class,
                    ReleaseOptions.class,
                    KafkaOptions.class,
                    RegistryOptions.class,
                    IngestOptions.class,
                    FeatureOptions.class,
                    FirstPassOptions.class,
                    GateOptions.class,
                    ControllerOptions.class,
                    DeepOptions.class,
                    FeedbackOptions.class,
                    LabelOptions.class,
                    AlarmOptions.class,
                    DeliveryOptions.class);

    /** All options of the stages. */
    public static List<ConfigOption<?>> options() {
        return OptionClasses.options(OPTION_CLASSES);
    }

    /**
     * Reads the settings of all stages.
     *
     * @throws ConfigException naming the first key with an impossible value, the value and what was
     *     expected
     */
    public static CascadeConfig read(SluiceConfig config) {
        ReadableConfig own = config.own();
        try {
            return new CascadeConfig(
                    KafkaOptions.read(own),
                    RegistryOptions.read(own),
                    IngestOptions.read(own),
                    FeatureOptions.read(own),
                    FirstPassOptions.read(own),
                    GateOptions.mode(own),
                    GateOverrides.of(own),
                    ControllerOptions.read(own),
                    DeepOptions.read(own),
                    DeepOptions.parallelism(own),
                    DeepOptions.gpuSlot(own),
                    FeedbackOptions.read(own),
                    LabelOptions.read(own),
                    AlarmOptions.read(own),
                    ReleaseOptions.read(own),
                    DeliveryOptions.read(own));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }
}
