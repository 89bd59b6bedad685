// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.control;

import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.gate.ReviewConfig;

import java.util.Collection;

/**
 * The surcharge on reviews at which recent records would just have filled the analysts' capacity:
 * the weighted quantile of what each review saves. A pure function.
 */
final class ReviewRule {

    private static final double HOUR_MS = 3_600_000;

    private ReviewRule() {}

    /** The surcharge for the next records, 0 if there is no capacity to keep or none too many. */
    static double surcharge(Collection<Feedback> recent, CostMatrix costs, ReviewConfig review) {
        if (review.perHour() == 0) {
            return 0;
        }
        WeightedSample savings = new WeightedSample();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Feedback record : recent) {
            first = Math.min(first, record.eventTimeMs());
            last = Math.max(last, record.eventTimeMs());
            double saving = saving(record, costs);
            if (saving > 0) {
                savings.add(saving, 1 / record.sampleProbability());
            }
        }
        double capacity = review.perHour() * Math.max(0, last - first) / HOUR_MS;
        double least = savings.leastWithin(capacity);
        return Double.isInfinite(least) ? review.surcharge() : below(least);
    }

    /** What a review costs less than the cheaper of letting it pass and stopping it. */
    private static double saving(Feedback record, CostMatrix costs) {
        double clear = costs.expected(Outcome.CLEAR, record.probability(), record.stake());
        double flag = costs.expected(Outcome.FLAG, record.probability(), record.stake());
        return Math.min(clear, flag) - costs.review();
    }

    /** A record that saves exactly this much is still worth it. */
    private static double below(double saving) {
        return Math.max(0, Math.nextDown(saving));
    }
}
