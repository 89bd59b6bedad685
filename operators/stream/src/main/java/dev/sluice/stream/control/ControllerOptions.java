// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.control;

import dev.sluice.decisioning.control.CatchUpConfig;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

import java.time.Duration;
import java.util.Optional;

/** Options of the controller of the gate. */
public final class ControllerOptions {

    /** {@code gate.controller.enabled}. */
    public static final ConfigOption<Boolean> ENABLED =
            ConfigOptions.key("gate.controller.enabled")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription(
                            "Whether this job has the controller that sets the price of the gate,"
                                    + " keeps its promise and learns its policy. Of several jobs"
                                    + " on one control topic exactly one should.");

    /** {@code gate.controller.interval}. */
    public static final ConfigOption<Duration> INTERVAL =
            ConfigOptions.key("gate.controller.interval")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(10))
                    .withDescription(
                            "How often the controller looks whether the gate has to be told"
                                    + " something new.");

    /** {@code gate.catch-up.lag}. */
    public static final ConfigOption<Duration> CATCH_UP_LAG =
            ConfigOptions.key("gate.catch-up.lag")
                    .durationType()
                    .noDefaultValue()
                    .withDescription(
                            "Lag between event time and now (median of an interval of the"
                                    + " controller) above which gate.catch-up.factor of the budget"
                                    + " is spent, until it is below half of it. Not set: never.");

    /** {@code gate.catch-up.factor}. */
    public static final ConfigOption<Double> CATCH_UP_FACTOR =
            ConfigOptions.key("gate.catch-up.factor")
                    .doubleType()
                    .defaultValue(0.2)
                    .withDescription(
                            "Share of the budget (0 to 1) that is spent while the job is behind by"
                                    + " more than gate.catch-up.lag.");

    private ControllerOptions() {}

    /**
     * Reads how the controller works; empty if the job has none.
     *
     * @throws IllegalArgumentException naming the key, its value and what was expected
     */
    public static Optional<ControllerConfig> read(ReadableConfig config) {
        Optional<Duration> lag = config.getOptional(CATCH_UP_LAG);
        if (lag.isPresent() && lag.get().toMillis() < 1) {
            throw new IllegalArgumentException(
                    CATCH_UP_LAG.key()
                            + " is "
                            + lag.get()
                            + "; expected more than 0, such as 30 s");
        }
        ControllerConfig controller =
                new ControllerConfig(
                        config.get(INTERVAL),
                        new CatchUpConfig(lag.orElse(Duration.ZERO), config.get(CATCH_UP_FACTOR)));
        return config.get(ENABLED) ? Optional.of(controller) : Optional.empty();
    }
}
