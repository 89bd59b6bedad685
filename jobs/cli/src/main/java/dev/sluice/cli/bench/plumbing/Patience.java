// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import java.util.Map;

/** What becomes of escalations that deep has no time for. */
enum Patience {
    /** As the product comes: the first pass answers. */
    DEFAULT(Map.of()),
    /** They wait for as long as it takes, so that a run ends when all of its work is done. */
    UNLIMITED(
            Map.of(
                    "deep.deadline", "0 ms",
                    "deep.watchdog.timeout", "0 ms",
                    "deep.queue.capacity", "1000000"));

    private final Map<String, String> settings;

    Patience(Map<String, String> settings) {
        this.settings = settings;
    }

    Map<String, String> settings() {
        return settings;
    }
}
