// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MaintenanceWindowsTest {

    private final MaintenanceWindows windows = new MaintenanceWindows();

    @ParameterizedTest
    @CsvSource({"9, false", "10, true", "19, true", "20, false", "35, true", "40, false"})
    void aWindowHoldsItsBeginAndNotItsEnd(long time, boolean covered) {
        add(10, 20);
        add(30, 40);
        assertThat(windows.covers(time)).isEqualTo(covered);
    }

    @Test
    void ofWindowsThatOverlapTheLastEndCounts() {
        add(10, 20);
        add(15, 40);
        add(12, 18);
        assertThat(windows.endOf(16)).isEqualTo(40);
        assertThat(windows.endOf(40)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void theSameTicketTwiceIsOneWindowAndAnEmptyOneIsNone() {
        add(10, 20);
        add(10, 20);
        add(30, 30);
        add(50, 40);
        assertThat(windows.fromsMs).hasSize(1);
    }

    @Test
    void windowsThatAreOverAreForgotten() {
        add(10, 20);
        add(30, 40);
        windows.trim(20);
        assertThat(windows.covers(15)).isTrue();
        windows.trim(21);
        assertThat(windows.covers(15)).isFalse();
        assertThat(windows.covers(35)).isTrue();
        windows.trim(41);
        assertThat(windows.isEmpty()).isTrue();
    }

    @Test
    void ofVeryManyTheFirstToEndAreForgotten() {
        for (int i = 0; i < 3 * MaintenanceWindows.CAPACITY; i++) {
            add(10L * i, 10L * i + 5);
        }
        assertThat(windows.fromsMs).hasSize(MaintenanceWindows.CAPACITY);
        assertThat(windows.covers(1)).isFalse();
        assertThat(windows.covers(10L * 3 * MaintenanceWindows.CAPACITY - 8)).isTrue();
    }

    private void add(long from, long to) {
        windows.add(new MaintenanceWindow("pump-7", from, to));
    }
}
