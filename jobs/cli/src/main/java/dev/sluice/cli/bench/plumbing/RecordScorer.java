// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

/** A model that is asked for one record a call; for one thread. */
public interface RecordScorer extends AutoCloseable {

    /** Probability and novelty of a record. */
    float[] score(float[] features);

    @Override
    void close();
}
