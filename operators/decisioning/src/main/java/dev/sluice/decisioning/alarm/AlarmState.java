// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

/** What alarms know of the scores of an entity. */
public final class AlarmState {

    /** Its scores. */
    public ScoreProfile profile = new ScoreProfile();

    /** Its latest readings. */
    public RecentReadings recent = new RecentReadings();

    /** Its episodes. */
    public Episodes episodes = new Episodes();

    /** An entity that was never scored. */
    public AlarmState() {}
}
