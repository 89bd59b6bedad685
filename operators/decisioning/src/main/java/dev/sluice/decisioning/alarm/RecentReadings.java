// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

/** How an entity's latest readings were judged; a ring of a few. */
public final class RecentReadings {

    /** Deep answers within seconds: few readings of an entity come in between. */
    static final int CAPACITY = 16;

    /** Place of the next one. */
    public int next;

    /** Ids; null where there is none yet. */
    public String[] ids = new String[0];

    /** Highest revision heard of each. */
    public int[] revisions = new int[0];

    /** Likelihood of that revision. */
    public double[] likelihoods = new double[0];

    /** None. */
    public RecentReadings() {}

    /** Place of a reading, or -1 if it was not heard of lately. */
    int find(String id) {
        for (int i = 0; i < ids.length; i++) {
            if (id.equals(ids[i])) {
                return i;
            }
        }
        return -1;
    }

    void add(ScoredReading reading, double likelihood) {
        if (ids.length == 0) {
            ids = new String[CAPACITY];
            revisions = new int[CAPACITY];
            likelihoods = new double[CAPACITY];
        }
        ids[next] = reading.eventId();
        set(next, reading, likelihood);
        next = (next + 1) % CAPACITY;
    }

    void set(int place, ScoredReading reading, double likelihood) {
        revisions[place] = reading.revision();
        likelihoods[place] = likelihood;
    }
}
