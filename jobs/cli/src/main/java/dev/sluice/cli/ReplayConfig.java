// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.decisioning.deep.ThinkingConfig;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.UseCase;
import dev.sluice.stream.alarm.AlarmConfig;
import dev.sluice.stream.alarm.AlarmOptions;
import dev.sluice.stream.config.ConfigException;
import dev.sluice.stream.config.SluiceConfig;
import dev.sluice.stream.deep.DeepOptions;
import dev.sluice.stream.gate.GateOptions;

import java.util.Map;
import java.util.Optional;

/**
 * What the options of a command line ask of a replay.
 *
 * @param config the options
 * @param thinking how deep thinks
 */
record ReplayConfig(SluiceConfig config, ThinkingConfig thinking) {

    /**
     * Reads the options.
     *
     * @throws ConfigException naming one that is unknown or impossible
     */
    static ReplayConfig of(Map<String, String> settings) {
        SluiceConfig config = SluiceConfig.of(settings, CascadeConfig.options());
        try {
            return new ReplayConfig(config, DeepOptions.read(config.own()).thinking());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    /**
     * When alarms are raised; empty if the use case has none, or none are asked for.
     *
     * @throws ConfigException naming an option that is impossible
     */
    Optional<AlarmConfig> alarms(UseCase<?, ?> useCase) {
        try {
            return useCase.alarms().isPresent()
                    ? AlarmOptions.read(config.own())
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    /**
     * A policy under the options, able to decide as asked.
     *
     * @throws ConfigException if it is not
     */
    Policy applied(Policy policy) {
        try {
            Policy asked = GateOptions.apply(config.own(), policy);
            asked.deep(thinking.strategy().key());
            return asked;
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }
}
