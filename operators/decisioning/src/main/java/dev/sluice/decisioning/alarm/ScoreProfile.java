// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

/** What the worst scores of an entity were so far: state of {@link AnomalyLikelihood}. */
public final class ScoreProfile {

    /** Spans that are remembered. */
    static final int SPANS = 128;

    /** Readings learned. */
    public long readings;

    /** Spans that count. */
    public long spans;

    /** Largest log-odds of the last spans, by span modulo their number. */
    public float[] worst = new float[0];

    /** Largest log-odds of the span that has just ended and does not count yet. */
    public float ended = Float.NEGATIVE_INFINITY;

    /** Largest log-odds of the span that lasts. */
    public float current = Float.NEGATIVE_INFINITY;

    /** An entity that was never seen. */
    public ScoreProfile() {}
}
