// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.config.AccessException;
import dev.sluice.stream.config.ConfigException;
import dev.sluice.stream.config.SluiceConfig;
import dev.sluice.stream.deep.DeepOptions;
import dev.sluice.stream.firstpass.FirstPassOptions;
import dev.sluice.stream.gate.GateOverrides;
import dev.sluice.stream.kafka.KafkaCheck;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.kafka.KafkaOptions;
import dev.sluice.stream.model.CascadeModels;
import dev.sluice.stream.model.ModelOptions;
import dev.sluice.stream.model.ModelStore;

import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The cascade between the topics of a configuration, with the models that it names. */
public final class KafkaCascade {

    private KafkaCascade() {}

    /**
     * Puts a job together.
     *
     * @throws ConfigException naming a key with an impossible value
     * @throws ModelLoadException if models or policy are missing, altered, or made for something
     *     else
     */
    public static <E, L> void build(
            StreamExecutionEnvironment environment, UseCase<E, L> useCase, SluiceConfig config)
            throws ModelLoadException {
        CascadeConfig stages = CascadeConfig.read(config);
        CascadeSinks sinks = CascadeSinks.kafka(stages);
        CascadeTopology.build(
                CascadeSources.kafka(environment, useCase, stages),
                useCase,
                models(useCase, config.own(), stages.gateOverrides()),
                stages,
                sinks);
    }

    /**
     * Asks the cluster whether it lets the job read and write what it will.
     *
     * @return why nothing is known, if the cluster did not answer
     * @throws AccessException if it turns us away
     * @throws ConfigException if a topic to read does not exist, or no client can be made
     */
    public static Optional<String> check(UseCase<?, ?> useCase, CascadeConfig config)
            throws InterruptedException {
        KafkaConfig kafka = config.kafka();
        Map<String, String> reads = new TreeMap<>();
        reads.put(KafkaOptions.EVENTS_TOPIC.key(), kafka.eventsTopic());
        reads.put(KafkaOptions.LABELS_TOPIC.key(), kafka.labelsTopic());
        reads.put(KafkaOptions.CONTROL_TOPIC.key(), kafka.controlTopic());
        Map<String, String> writes = new TreeMap<>();
        writes.put(KafkaOptions.DECISIONS_TOPIC.key(), kafka.decisionsTopic());
        writes.put(KafkaOptions.FEEDBACK_TOPIC.key(), kafka.feedbackTopic());
        writes.put(KafkaOptions.DEAD_LETTERS_TOPIC.key(), kafka.deadLettersTopic());
        if (config.controller().isPresent() || config.labels().isPresent()) {
            reads.put(KafkaOptions.FEEDBACK_TOPIC.key(), kafka.feedbackTopic());
            writes.put(KafkaOptions.CONTROL_TOPIC.key(), kafka.controlTopic());
        }
        if (config.labels().isPresent()) {
            writes.put(KafkaOptions.QUALITY_TOPIC.key(), kafka.qualityTopic());
        }
        if (config.alarms().isPresent() && useCase.alarms().isPresent()) {
            writes.put(KafkaOptions.ALARMS_TOPIC.key(), kafka.alarmsTopic());
        }
        return new KafkaCheck(kafka)
                .run(new KafkaCheck.Needs(reads, writes, config.delivery().aTransactionalId()));
    }

    private static CascadeModels models(
            UseCase<?, ?> useCase, ReadableConfig own, GateOverrides overrides)
            throws ModelLoadException {
        ModelStore store =
                ModelStore.at(
                        ModelOptions.requireDir(own),
                        own.get(ModelOptions.ENGINE),
                        ModelOptions.limits(own));
        CascadeModels models =
                CascadeModels.of(
                        store,
                        useCase.inputs(),
                        new CascadeModels.Devices(
                                own.get(FirstPassOptions.DEVICE), own.get(DeepOptions.DEVICE)));
        try {
            return models.withPolicy(overrides.apply(models.policy()));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }
}
