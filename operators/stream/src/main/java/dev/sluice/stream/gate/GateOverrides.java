// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.gate;

import dev.sluice.decisioning.gate.Policy;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the configuration says of the gate; holds over every version of the policy.
 *
 * @param settings options of the gate that are set, by key
 */
public record GateOverrides(Map<String, String> settings) implements Serializable {

    /** Every gate is as its policy says. */
    public static final GateOverrides NONE = new GateOverrides(Map.of());

    private static final List<ConfigOption<?>> OPTIONS =
            List.of(
                    GateOptions.OBJECTIVE,
                    GateOptions.PRICE,
                    GateOptions.NOVELTY,
                    GateOptions.BUDGET_SHARE,
                    GateOptions.BUDGET_PASSES,
                    GateOptions.BUDGET_DEVICE_MILLIS,
                    GateOptions.NOVELTY_SHARE,
                    GateOptions.AUDIT_SHARE,
                    GateOptions.PROMISE_ALPHA);

    /** Copies the map. */
    public GateOverrides {
        settings = Map.copyOf(settings);
    }

    /** What a configuration sets. */
    public static GateOverrides of(ReadableConfig config) {
        Map<String, String> set = new TreeMap<>();
        for (ConfigOption<?> option : OPTIONS) {
            config.getOptional(option).ifPresent(value -> set.put(option.key(), value.toString()));
        }
        return new GateOverrides(set);
    }

    /**
     * A version of the policy with the gate that the configuration asks for.
     *
     * @throws IllegalArgumentException naming the value and what was expected
     */
    public Policy apply(Policy policy) {
        return GateOptions.apply(Configuration.fromMap(settings), policy);
    }
}
