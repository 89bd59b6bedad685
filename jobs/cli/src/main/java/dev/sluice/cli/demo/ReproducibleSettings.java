// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.demo;

import java.util.Map;
import java.util.TreeMap;

/** The options under which load decides nothing, so that the job decides what a backtest does. */
public final class ReproducibleSettings {

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "features.order", "event-time",
                    // a partition that waits for its turn to be fetched is not idle
                    "ingest.idle-timeout", "1 h",
                    "deep.deadline", "0 ms",
                    "deep.watchdog.timeout", "0 ms",
                    "deep.queue.capacity", "1000000",
                    // what it sets depends on when the feedback comes
                    "gate.controller.enabled", "false");

    private ReproducibleSettings() {}

    /** These options, and a user's own over them. */
    public static Map<String, String> under(Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(SETTINGS);
        all.putAll(settings);
        return all;
    }
}
