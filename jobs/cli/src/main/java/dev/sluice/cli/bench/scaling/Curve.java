// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.scaling;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What grows. */
public enum Curve {
    /** Subtasks of each stage. */
    PARALLELISM,
    /** Events of a key. */
    EVENTS_PER_KEY,
    /** The share of the events that is escalated. */
    ESCALATED_SHARE,
    /** Keys, their state on the disk. */
    KEYS;

    /** Name in options, kebab-case. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The curve with a name.
     *
     * @throws IllegalArgumentException if there is none, naming those that there are
     */
    public static Curve of(String key) {
        List<String> keys = Arrays.stream(values()).map(Curve::key).toList();
        int place = keys.indexOf(key);
        if (place < 0) {
            throw new IllegalArgumentException(
                    "curve is '" + key + "'; expected one of " + String.join(", ", keys));
        }
        return values()[place];
    }
}
