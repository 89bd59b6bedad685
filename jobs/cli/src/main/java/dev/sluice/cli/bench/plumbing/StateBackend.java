// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where a job keeps the state of its keys. */
public enum StateBackend {
    /** Objects on the heap, all written at each checkpoint. */
    HEAP("hashmap"),
    /** Bytes on the disk, with a cache; what changed is written at a checkpoint. */
    ROCKSDB("rocksdb");

    private final String flinkName;

    StateBackend(String flinkName) {
        this.flinkName = flinkName;
    }

    /** Value of {@code state.backend.type}. */
    String flinkName() {
        return flinkName;
    }

    /** Name in options, tables and JSON. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The backend with a name.
     *
     * @throws IllegalArgumentException if there is none, naming those that there are
     */
    public static StateBackend of(String key) {
        List<String> keys = Arrays.stream(values()).map(StateBackend::key).toList();
        int place = keys.indexOf(key);
        if (place < 0) {
            throw new IllegalArgumentException(
                    "state backend is '" + key + "'; expected one of " + String.join(", ", keys));
        }
        return values()[place];
    }
}
