// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import picocli.CommandLine.Option;

import java.util.Map;
import java.util.TreeMap;

/** Options of the configuration, on the command line. */
final class SettingsOption {

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "An option of docs/options.md, or flink.KEY; may be repeated.")
    private Map<String, String> settings = new TreeMap<>();

    Map<String, String> settings() {
        return settings;
    }
}
