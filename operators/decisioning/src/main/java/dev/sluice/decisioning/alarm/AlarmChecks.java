// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import java.time.Duration;

/** Refuses settings that no alarm could be raised by. */
final class AlarmChecks {

    private static final Duration LONGEST = Duration.ofDays(3_650);

    private AlarmChecks() {}

    static void require(boolean holds, String key, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(key + " is " + value + "; expected " + expected);
        }
    }

    static void span(String key, Duration value) {
        require(
                value.toMillis() >= 1 && value.compareTo(LONGEST) <= 0,
                key,
                value,
                "1 ms to 10 years, with a unit, as in '10 min'");
    }
}
