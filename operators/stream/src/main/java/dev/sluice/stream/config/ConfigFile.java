// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.config;

import org.apache.flink.configuration.ConfigOption;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads a configuration file: YAML, nested or with dotted keys. */
public final class ConfigFile {

    private ConfigFile() {}

    /**
     * The configuration in a file.
     *
     * @param known all options that may be set
     * @throws ConfigException if the file cannot be read, is no YAML, has a key that is unknown or
     *     a value that is impossible; the message names file and line
     */
    public static SluiceConfig read(Path file, List<ConfigOption<?>> known) {
        try {
            return parse(String.valueOf(file.getFileName()), Files.readString(file), known);
        } catch (NoSuchFileException e) {
            throw new ConfigException(
                    "configuration file " + file.toAbsolutePath() + " does not exist");
        } catch (IOException e) {
            throw new ConfigException(
                    "configuration file "
                            + file.toAbsolutePath()
                            + " cannot be read: "
                            + e.getMessage());
        }
    }

    /**
     * The configuration in a text.
     *
     * @param name name of the text in messages
     * @param known all options that may be set
     * @throws ConfigException as for a file
     */
    public static SluiceConfig parse(String name, String yaml, List<ConfigOption<?>> known) {
        return SluiceConfig.empty(known).with(YamlSettings.parse(name, yaml));
    }
}
