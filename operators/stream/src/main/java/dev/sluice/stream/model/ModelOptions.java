// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.stream.config.ConfigException;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;

import java.util.List;

/** Options of where models come from. */
public final class ModelOptions {

    /** {@code models.dir}. */
    public static final ConfigOption<String> DIR =
            ConfigOptions.key("models.dir")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Folder with first-pass/, deep/ and policy.yaml, or a .zip of one: a path,"
                                    + " or any URI that Flink's file systems read.");

    /** {@code models.roots}. */
    public static final ConfigOption<List<String>> ROOTS =
            ConfigOptions.key("models.roots")
                    .stringType()
                    .asList()
                    .defaultValues()
                    .withDescription(
                            "Folders, paths or URIs separated by ';', that models have to be in,"
                                    + " wherever symbolic links and '..' lead; anywhere if there are"
                                    + " none.");

    /** {@code models.max-size}. */
    public static final ConfigOption<MemorySize> MAX_SIZE =
            ConfigOptions.key("models.max-size")
                    .memoryType()
                    .defaultValue(MemorySize.parse("2gb"))
                    .withDescription(
                            "Most that the files of one model, or all that an archive holds, may"
                                    + " have together.");

    /** {@code models.engine}. */
    public static final ConfigOption<String> ENGINE =
            ConfigOptions.key("models.engine")
                    .stringType()
                    .defaultValue("djl-tensorflow")
                    .withDescription("Backend that runs the models, by its identifier.");

    private ModelOptions() {}

    /**
     * Where models may come from, and how large they may be.
     *
     * @throws ConfigException if a value is impossible
     */
    public static ModelLimits limits(ReadableConfig config) {
        for (String root : config.get(ROOTS)) {
            if (root.isBlank()) {
                throw ConfigException.of(ROOTS.key(), config.get(ROOTS), "folders, none empty");
            }
        }
        if (config.get(MAX_SIZE).getBytes() < 1) {
            throw ConfigException.of(MAX_SIZE.key(), config.get(MAX_SIZE), "more than 0");
        }
        return new ModelLimits(config.get(ROOTS), config.get(MAX_SIZE).getBytes());
    }

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
