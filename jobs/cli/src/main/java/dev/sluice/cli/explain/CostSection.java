// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.decisioning.event.Decision;

import java.util.ArrayList;
import java.util.List;

/** What a decision cost. */
final class CostSection {

    private CostSection() {}

    static Section of(Case told) {
        List<String> lines = new ArrayList<>();
        lines.add(effort(told.decision().effort()));
        lines.add(times(told.decision().timings()) + (told.isReplayed() ? ", in this replay" : ""));
        for (Decision unasked : told.unasked()) {
            lines.add(
                    "the look that nobody asked for: "
                            + effort(unasked.effort())
                            + "; "
                            + times(unasked.timings()));
        }
        lines.add("price of compute at the gate: " + price(told.decision()));
        return new Section("What it cost", lines);
    }

    private static String price(Decision decision) {
        return Numbers.number(decision.versions().price());
    }

    private static String effort(Decision.Effort effort) {
        if (effort.strategy().isEmpty()) {
            return "no deep passes";
        }
        return effort.passesUsed()
                + " of "
                + effort.passesAllowed()
                + " passes of "
                + effort.strategy()
                + ", ended since "
                + ReasonWords.ofStop(effort.stopReason())
                + " ("
                + effort.stopReason()
                + ")";
    }

    private static String times(Decision.Timings timings) {
        return Numbers.micros(timings.queueMicros())
                + " in queues, "
                + Numbers.micros(timings.batchMicros())
                + " for batches to fill, "
                + Numbers.micros(timings.inferenceMicros())
                + " in model calls, "
                + Numbers.micros(timings.deviceMicros())
                + " of the device";
    }
}
