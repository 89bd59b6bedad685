// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.config.ConfigException;
import dev.sluice.stream.config.SluiceConfig;
import dev.sluice.stream.deep.DeepOptions;
import dev.sluice.stream.firstpass.FirstPassOptions;
import dev.sluice.stream.gate.GateOverrides;
import dev.sluice.stream.model.CascadeModels;
import dev.sluice.stream.model.ModelOptions;
import dev.sluice.stream.model.ModelStore;

import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

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
