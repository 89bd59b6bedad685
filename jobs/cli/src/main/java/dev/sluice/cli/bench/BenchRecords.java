// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench;

import dev.sluice.decisioning.deep.PassSeed;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.GateDecisions;
import dev.sluice.decisioning.gate.GateVerdict;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.Device;
import dev.sluice.stream.feature.FeatureTable;

import java.util.ArrayList;
import java.util.List;

/** Records to measure with: featurized events, and escalations of them. */
public final class BenchRecords {

    /** Answer of a first pass that escalates: deep starts from it and does not depend on it. */
    private static final double FIRST_PASS = 0.1;

    private BenchRecords() {}

    /** The events of a table, in its order. */
    public static FeaturizedEvent[] events(FeatureTable table) {
        FeaturizedEvent[] events = new FeaturizedEvent[table.rows()];
        for (int row = 0; row < events.length; row++) {
            events[row] = table.event(row);
        }
        return events;
    }

    /** Escalations of events, as if the first pass had been uncertain about each. */
    public static List<Escalation> escalations(
            FeaturizedEvent[] events, Policy policy, Device device, String deepVersion) {
        GateVerdict uncertain =
                new GateVerdict(DecisionReason.UNCERTAIN, Outcome.CLEAR, 1, 1, 1, 0, 1);
        List<Escalation> escalations = new ArrayList<>(events.length);
        for (FeaturizedEvent event : events) {
            ScoredEvent scored =
                    new ScoredEvent(
                            event,
                            (float) FIRST_PASS,
                            FIRST_PASS,
                            0,
                            "bench",
                            0,
                            0,
                            device.label(),
                            device.natives());
            escalations.add(
                    GateDecisions.escalation(
                            scored,
                            uncertain,
                            policy,
                            PassSeed.of(event.eventId(), deepVersion),
                            deepVersion,
                            0));
        }
        return escalations;
    }
}
