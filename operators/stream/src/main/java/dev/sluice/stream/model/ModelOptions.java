// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.stream.config.ConfigException;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** Options of where models come from. */
public final class ModelOptions {

    /** {@code models.dir}. */
    public static final ConfigOption<String> DIR =
            ConfigOptions.key("models.dir")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Folder with first-pass/, deep/ and policy.yaml: a path, or any URI that"
                                    + " Flink's file systems read.");

    /** {@code models.engine}. */
    public static final ConfigOption<String> ENGINE =
            ConfigOptions.key("models.engine")
                    .stringType()
                    .defaultValue("djl-tensorflow")
                    .withDescription("Backend that runs the models, by its identifier.");

    private ModelOptions() {}

    /**
     * The folder of the models.
     *
     * @throws ConfigException if it is not set
     */
    public static String requireDir(ReadableConfig config) {
        return config.getOptional(DIR)
                .orElseThrow(
                        () ->
                                ConfigException.of(
                                        DIR.key(),
                                        "not set",
                                        "a folder that 'sluice train' wrote"));
    }
}
