// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.alarm;

import dev.sluice.decisioning.alarm.Alarm;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What is counted of alarms: {@code openedAnomalies}, {@code openedAbsences}, {@code closedAlarms}
 * (a revision of a closed one counts again), {@code suppressedAlarms} (told, then taken back), and
 * {@code alarmRecords} of all kinds.
 */
final class AlarmMetrics {

    private final Counter records;
    private final Counter openedAnomalies;
    private final Counter openedAbsences;
    private final Counter closed;
    private final Counter suppressed;

    AlarmMetrics(MetricGroup group) {
        records = group.counter("alarmRecords");
        openedAnomalies = group.counter("openedAnomalies");
        openedAbsences = group.counter("openedAbsences");
        closed = group.counter("closedAlarms");
        suppressed = group.counter("suppressedAlarms");
    }

    void raised(Alarm alarm) {
        records.inc();
        if (alarm.revision() == 0) {
            (alarm.kind() == Alarm.Kind.ANOMALY ? openedAnomalies : openedAbsences).inc();
        }
        switch (alarm.status()) {
            case CLOSED -> closed.inc();
            case SUPPRESSED -> suppressed.inc();
            case OPEN -> {}
        }
    }
}
