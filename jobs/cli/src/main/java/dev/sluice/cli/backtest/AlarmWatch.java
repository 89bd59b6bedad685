// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.metric.FaultSpan;
import dev.sluice.stream.alarm.AlarmConfig;

import java.util.List;
import java.util.Map;

/**
 * Which alarms a backtest raises, and what they are held against.
 *
 * @param entity what an entity is, such as {@code sensor}
 * @param config when alarms are raised
 * @param faults what was wrong with entities for some time, by entity; empty where nobody says
 */
public record AlarmWatch(String entity, AlarmConfig config, Map<String, List<FaultSpan>> faults) {

    /** Copies the map. */
    public AlarmWatch {
        faults = Map.copyOf(faults);
    }

    /** Whether anybody said that something was wrong. */
    boolean knowsFaults() {
        return faults.values().stream().anyMatch(spans -> !spans.isEmpty());
    }
}
