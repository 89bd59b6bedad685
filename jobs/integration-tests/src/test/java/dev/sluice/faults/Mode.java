// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import dev.sluice.cli.demo.ReproducibleSettings;

import java.util.Map;
import java.util.TreeMap;

/** What a job promises in a run. */
enum Mode {

    /** Every event is decided; some decisions come twice. */
    AT_LEAST_ONCE("at-least-once"),

    /** Every event is decided once, for readers of what is committed. */
    EXACTLY_ONCE("exactly-once"),

    /** As at-least-once, and every decision is the one that is made when nothing fails. */
    EVENT_TIME("at-least-once, event-time");

    private final String text;

    Mode(String text) {
        this.text = text;
    }

    /** The one whose turn it is with a seed. */
    static Mode of(long seed) {
        return values()[(int) Math.floorMod(seed, (long) values().length)];
    }

    Map<String, String> settings() {
        return switch (this) {
            case AT_LEAST_ONCE -> under(Map.of("delivery.guarantee", "at-least-once"));
            case EXACTLY_ONCE -> under(Map.of("delivery.guarantee", "exactly-once"));
            case EVENT_TIME -> new TreeMap<>(ReproducibleSettings.under(Map.of()));
        };
    }

    private static Map<String, String> under(Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("deep.deadline", "20 s");
        all.put("deep.queue.capacity", "20000");
        return all;
    }

    @Override
    public String toString() {
        return text;
    }
}
