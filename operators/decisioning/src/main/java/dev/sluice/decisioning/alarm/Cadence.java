// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

/** When an entity spoke, and how often it does: state of {@link SilenceRule}. */
public final class Cadence {

    /** Binary logarithms of the gaps between readings, in milliseconds. */
    public DecayedHistogram gaps = new DecayedHistogram();

    /** Gaps that were learned. */
    public long learned;

    /** Newest time by the entity's own clock, Long.MIN_VALUE if it never spoke. */
    public long lastSeenMs = Long.MIN_VALUE;

    /** How far event time had come when the entity's clock was last found set back. */
    public long heardMs = Long.MIN_VALUE;

    /** Time of the last reading that was behind the newest. */
    public long behindMs = Long.MIN_VALUE;

    /** How many of those came in a row, each after the one before. */
    public int behindRun;

    /** The silence that was told, or null. */
    public Silence silence;

    /** The silence that event time had not come far enough for to tell, or null. */
    public Silence suspected;

    /** Never seen. */
    public Cadence() {}

    /** The last sign of life, Long.MIN_VALUE if there was none. */
    public long aliveMs() {
        return Math.max(lastSeenMs, heardMs);
    }
}
