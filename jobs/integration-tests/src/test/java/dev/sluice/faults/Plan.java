// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A run that is to be made.
 *
 * @param kind what goes wrong
 * @param seed what the world, the mode and the moment are made of
 */
record Plan(FaultKind kind, long seed) {

    /** Names the runs to make instead of all: {@code KIND:SEED}, separated by commas. */
    static final String PROPERTY = "sluice.faults";

    /** One run of each kind in each mode, or what {@value #PROPERTY} names. */
    static List<Plan> campaign() {
        String named = System.getProperty(PROPERTY, "");
        if (!named.isBlank()) {
            return Arrays.stream(named.split(",")).map(Plan::parse).toList();
        }
        List<Plan> plans = new ArrayList<>();
        for (int seed = 1; seed <= Mode.values().length; seed++) {
            for (FaultKind kind : FaultKind.values()) {
                // ten times in one run are enough
                if (kind != FaultKind.CANCELLED_AND_RESUBMITTED || seed == 1) {
                    plans.add(new Plan(kind, seed));
                }
            }
        }
        return plans;
    }

    private static Plan parse(String text) {
        String[] parts = text.strip().split(":");
        if (parts.length != 2) {
            throw new IllegalArgumentException(
                    PROPERTY + " has '" + text + "'; expected KIND:SEED, as the runs print them");
        }
        String kind = parts[0].toUpperCase(Locale.ROOT).replace('-', '_');
        return new Plan(FaultKind.valueOf(kind), Long.parseLong(parts[1]));
    }

    @Override
    public String toString() {
        return kind + ":" + seed;
    }
}
