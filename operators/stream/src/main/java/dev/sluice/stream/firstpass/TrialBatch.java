// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.firstpass;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a batch of the version on trial went: what it throws, or babbles, harms nobody. */
final class TrialBatch {

    /** Nothing was asked. */
    static final TrialBatch NONE = new TrialBatch(null);

    private static final Logger LOG = LoggerFactory.getLogger(TrialBatch.class);

    /** Has answered; null if none has. */
    private final Scorer scorer;

    private TrialBatch(Scorer scorer) {
        this.scorer = scorer;
    }

    /** Runs what was gathered for it, and counts. */
    static TrialBatch run(FirstPassModels.Tried tried, Scorer live) {
        Scorer scorer = tried.scorer();
        int rows = scorer.rows();
        if (rows == 0) {
            return NONE;
        }
        int liveRows = live.lastRows();
        try {
            scorer.run();
        } catch (RuntimeException e) {
            LOG.debug("Version '{}' failed on {} rows", scorer.version(), rows, e);
            tried.sum().called(rows, 0, 0, 0);
            tried.sum().failed(rows);
            return NONE;
        } finally {
            scorer.clear();
        }
        tried.sum().called(rows, scorer.micros(), liveRows, live.micros());
        TrialBatch batch = new TrialBatch(scorer);
        for (int row = 0; row < rows; row++) {
            if (!batch.answers(row)) {
                tried.sum().gaveNoProbability();
            }
        }
        return batch;
    }

    /** Whether the version was asked, and did not throw. */
    boolean ran() {
        return scorer != null;
    }

    /** Whether it has given a probability for a row of its own. */
    boolean answers(int row) {
        return scorer != null
                && row >= 0
                && !Float.isNaN(scorer.probability(row))
                && !Float.isNaN(scorer.novelty(row));
    }
}
