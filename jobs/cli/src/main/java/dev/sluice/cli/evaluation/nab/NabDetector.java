// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.nab;

import java.io.IOException;

/**
 * Something that says of each reading of a series how anomalous it is.
 *
 * <p>It streams: the score of a row depends on that row and those before it, and is the same
 * whether the series ends there or goes on. It sees no labels and no names, and series know nothing
 * of each other.
 */
public interface NabDetector {

    /**
     * What a detector says of a series.
     *
     * @param scores one a reading, higher is worse; no NaN
     * @param escalated number of readings that were looked at deeply
     */
    record Scores(double[] scores, int escalated) {}

    /** Name of its row in the table. */
    String name();

    /**
     * Scores a series from its beginning.
     *
     * @param timesMs time of each reading, mostly ascending: some clocks jump back
     * @param values value of each reading, finite
     * @throws IOException if a model fails
     */
    Scores score(long[] timesMs, double[] values) throws IOException;
}
