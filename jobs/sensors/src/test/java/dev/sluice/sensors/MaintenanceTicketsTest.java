// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.decisioning.alarm.MaintenanceWindows;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MaintenanceTicketsTest {

    private final MaintenanceWindows windows = new MaintenanceWindows();

    @Test
    void plannedWorkLastsUntilItsLastMoment() {
        add(SensorTicket.Kind.MAINTENANCE, 10, 20);
        assertThat(windows.covers(9)).isFalse();
        assertThat(windows.covers(10)).isTrue();
        assertThat(windows.covers(20)).isTrue();
        assertThat(windows.covers(21)).isFalse();
    }

    @Test
    void plannedWorkWithoutAnEndLasts() {
        add(SensorTicket.Kind.MAINTENANCE, 10, Long.MAX_VALUE);
        assertThat(windows.covers(Long.MAX_VALUE - 1)).isTrue();
    }

    @Test
    void aFaultIsNoMaintenance() {
        add(SensorTicket.Kind.FAULT, 10, 20);
        assertThat(windows.isEmpty()).isTrue();
    }

    private void add(SensorTicket.Kind kind, long from, long to) {
        windows.add(
                new MaintenanceTickets().map(new SensorTicket("t", "pump-7", from, to, 0, kind)));
    }
}
