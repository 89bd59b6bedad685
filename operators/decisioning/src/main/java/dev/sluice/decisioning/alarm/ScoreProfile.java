// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

/** What the scores of an entity were so far: state of {@link AnomalyLikelihood}. */
public final class ScoreProfile {

    /** Log-odds of single readings. */
    public DecayedHistogram scores = new DecayedHistogram();

    /** Short-term means of the log-odds. */
    public DecayedHistogram means = new DecayedHistogram();

    /** The latest short-term mean; NaN until there is one. */
    public double mean = Double.NaN;

    /** An entity that was never seen. */
    public ScoreProfile() {}
}
