// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import java.util.HashMap;
import java.util.Map;

/** Numbers for entities, as the metrics want them. */
public final class EntityNumbers {

    private EntityNumbers() {}

    /** A number a row: equal for equal keys, ascending in the order of their first appearance. */
    public static long[] of(String[] keys) {
        Map<String, Long> numbers = new HashMap<>();
        long[] numbered = new long[keys.length];
        for (int i = 0; i < keys.length; i++) {
            numbered[i] = numbers.computeIfAbsent(keys[i], key -> (long) numbers.size());
        }
        return numbered;
    }
}
