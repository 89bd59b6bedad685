// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.hotkey;

/**
 * What goes through the stages of features: so many events of many customers within a second, every
 * other one of one customer at one terminal or none of them, and some much later.
 *
 * @param burst events of the second
 * @param customers number of the others
 * @param later events after everything has expired
 * @param hot whether every other event of the second is of one customer
 */
record HotKeyLoad(int burst, int customers, int later, Heat hot) {

    /** Whether there is a hot key. */
    enum Heat {
        NONE,
        ONE_KEY
    }

    long total() {
        return (long) burst + later;
    }

    /** Whether an event is of the hot key. */
    boolean isHot(long index) {
        return hot == Heat.ONE_KEY && index < burst && index % 2 == 1;
    }

    HotKeyLoad with(Heat heat) {
        return new HotKeyLoad(burst, customers, later, heat);
    }
}
