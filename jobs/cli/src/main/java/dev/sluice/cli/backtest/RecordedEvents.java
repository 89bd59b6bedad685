// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.event.FeaturizedEvent;

/** Events with their features, sorted by (event time, event id). */
public interface RecordedEvents {

    /** Number of events. */
    int size();

    /** The event at a place, from 0 on. */
    FeaturizedEvent event(int index);
}
