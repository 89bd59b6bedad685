// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.gate;

import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.Policy;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** Options of the gate. What is not set is as the policy says. */
public final class GateOptions {

    /** {@code gate.mode}. */
    public static final ConfigOption<GateMode> MODE =
            ConfigOptions.key("gate.mode")
                    .enumType(GateMode.class)
                    .defaultValue(GateMode.ON)
                    .withDescription(
                            "Whether records are escalated until a control message says otherwise:"
                                    + " on or off.");

    /** {@code gate.window}. */
    public static final ConfigOption<Double> WINDOW =
            ConfigOptions.key("gate.window")
                    .doubleType()
                    .noDefaultValue()
                    .withDescription(
                            "Half width, in logits, of the window around each outcome threshold"
                                    + " within which a record is escalated. Default: the policy's.");

    /** {@code gate.novelty}. */
    public static final ConfigOption<Double> NOVELTY =
            ConfigOptions.key("gate.novelty")
                    .doubleType()
                    .noDefaultValue()
                    .withDescription(
                            "Novelty (0 to 1) from which on a record is escalated; above 1 for"
                                    + " none. Default: the policy's.");

    /** {@code gate.budget.share}. */
    public static final ConfigOption<Double> BUDGET_SHARE =
            ConfigOptions.key("gate.budget.share")
                    .doubleType()
                    .noDefaultValue()
                    .withDescription(
                            "Highest share of the last gate.budget.window events of a subtask that"
                                    + " may be escalated. Default: the policy's.");

    /** {@code gate.budget.window}. */
    public static final ConfigOption<Integer> BUDGET_WINDOW =
            ConfigOptions.key("gate.budget.window")
                    .intType()
                    .noDefaultValue()
                    .withDescription(
                            "Number of events of a subtask over which gate.budget.share is kept."
                                    + " Default: the policy's.");

    private GateOptions() {}

    /**
     * The policy with the gate that the configuration asks for.
     *
     * @throws IllegalArgumentException naming the value and what was expected
     */
    public static Policy apply(ReadableConfig config, Policy policy) {
        GateConfig gate = policy.gate();
        return policy.withGate(
                new GateConfig(
                        config.getOptional(WINDOW).orElse(gate.window()),
                        config.getOptional(NOVELTY).orElse(gate.novelty()),
                        config.getOptional(BUDGET_SHARE).orElse(gate.budgetShare()),
                        config.getOptional(BUDGET_WINDOW).orElse(gate.budgetWindow())));
    }

    /** The mode to start in. */
    public static GateMode mode(ReadableConfig config) {
        return config.get(MODE);
    }
}
