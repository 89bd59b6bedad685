// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.gate;

import dev.sluice.decisioning.gate.BudgetConfig;
import dev.sluice.decisioning.gate.BudgetUnit;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GateObjective;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.gate.PromiseConfig;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

import java.util.Map;
import java.util.Optional;

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

    /** {@code gate.objective}. */
    public static final ConfigOption<GateObjective> OBJECTIVE =
            ConfigOptions.key("gate.objective")
                    .enumType(GateObjective.class)
                    .noDefaultValue()
                    .withDescription(
                            "What the budget is spent for: cost (least expected cost), ranking"
                                    + " (best order of the top), uncertainty (closeness to an"
                                    + " outcome threshold) or promise (no more than keeps the"
                                    + " promise). Default: the policy's.");

    /** {@code gate.price}. */
    public static final ConfigOption<Double> PRICE =
            ConfigOptions.key("gate.price")
                    .doubleType()
                    .noDefaultValue()
                    .withDescription(
                            "Records of at least this value are escalated, as far as the budget"
                                    + " goes; where the gate starts from. Default: the policy's.");

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
                            "Highest share of the events that may be escalated. Default: the"
                                    + " policy's budget. Set at most one of the three budgets.");

    /** {@code gate.budget.passes}. */
    public static final ConfigOption<Double> BUDGET_PASSES =
            ConfigOptions.key("gate.budget.passes")
                    .doubleType()
                    .noDefaultValue()
                    .withDescription("Highest number of deep passes a second of the whole job.");

    /** {@code gate.budget.device-millis}. */
    public static final ConfigOption<Double> BUDGET_DEVICE_MILLIS =
            ConfigOptions.key("gate.budget.device-millis")
                    .doubleType()
                    .noDefaultValue()
                    .withDescription(
                            "Most milliseconds of the deep model's device a second, of the whole"
                                    + " job.");

    /** {@code gate.novelty.share}. */
    public static final ConfigOption<Double> NOVELTY_SHARE =
            ConfigOptions.key("gate.novelty.share")
                    .doubleType()
                    .noDefaultValue()
                    .withDescription(
                            "Part of the budget (0 to 1) that is kept for novel records. Default:"
                                    + " the policy's.");

    /** {@code gate.audit.share}. */
    public static final ConfigOption<Double> AUDIT_SHARE =
            ConfigOptions.key("gate.audit.share")
                    .doubleType()
                    .noDefaultValue()
                    .withDescription(
                            "Part of the budget (0 to 1) that is kept for the audit sample."
                                    + " Default: the policy's.");

    /** {@code gate.promise.alpha}. */
    public static final ConfigOption<Double> PROMISE_ALPHA =
            ConfigOptions.key("gate.promise.alpha")
                    .doubleType()
                    .noDefaultValue()
                    .withDescription(
                            "Of the records that are not escalated, deep would have decided at"
                                    + " most this share otherwise. Default: the policy's.");

    private static final Map<ConfigOption<Double>, BudgetUnit> BUDGETS =
            Map.of(
                    BUDGET_SHARE, BudgetUnit.EVENTS,
                    BUDGET_PASSES, BudgetUnit.PASSES,
                    BUDGET_DEVICE_MILLIS, BudgetUnit.DEVICE_MILLIS);

    private GateOptions() {}

    /**
     * The policy with the gate that the configuration asks for.
     *
     * @throws IllegalArgumentException naming the value and what was expected
     */
    public static Policy apply(ReadableConfig config, Policy policy) {
        GateConfig gate = policy.gate();
        PromiseConfig promise = gate.promise();
        return policy.withGate(
                new GateConfig(
                        config.getOptional(OBJECTIVE).orElse(gate.objective()),
                        gate.chance(),
                        config.getOptional(PRICE).orElse(gate.price()),
                        config.getOptional(NOVELTY).orElse(gate.novelty()),
                        budget(config, gate.budget()),
                        new PromiseConfig(
                                config.getOptional(PROMISE_ALPHA).orElse(promise.alpha()),
                                promise.chanceFrom(),
                                promise.audit())));
    }

    private static BudgetConfig budget(ReadableConfig config, BudgetConfig ofPolicy) {
        BudgetUnit unit = ofPolicy.unit();
        double amount = ofPolicy.amount();
        int set = 0;
        for (Map.Entry<ConfigOption<Double>, BudgetUnit> option : BUDGETS.entrySet()) {
            Optional<Double> value = config.getOptional(option.getKey());
            if (value.isPresent()) {
                unit = option.getValue();
                amount = value.get();
                set++;
            }
        }
        if (set > 1) {
            throw new IllegalArgumentException(
                    set
                            + " budgets are set; expected at most one of "
                            + BUDGET_SHARE.key()
                            + ", "
                            + BUDGET_PASSES.key()
                            + " and "
                            + BUDGET_DEVICE_MILLIS.key());
        }
        return new BudgetConfig(
                unit,
                amount,
                config.getOptional(NOVELTY_SHARE).orElse(ofPolicy.noveltyShare()),
                config.getOptional(AUDIT_SHARE).orElse(ofPolicy.auditShare()));
    }

    /** The mode to start in. */
    public static GateMode mode(ReadableConfig config) {
        return config.get(MODE);
    }
}
