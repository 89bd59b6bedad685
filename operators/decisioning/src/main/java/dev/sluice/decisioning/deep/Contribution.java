// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

/**
 * What one feature added to an answer.
 *
 * @param feature index of the feature
 * @param logits what it added, in log-odds
 */
record Contribution(int feature, double logits) {

    /** Reasons that a person still reads. */
    private static final int MOST = 3;

    /**
     * The largest contributions in magnitude, the largest first, at most three, none of zero.
     *
     * @throws BadOutputException if one is not finite
     */
    static Contribution[] largest(float[] evidence, int from, int width) throws BadOutputException {
        int[] best = new int[MOST];
        int found = 0;
        for (int i = 0; i < width; i++) {
            float logits = evidence[from + i];
            if (!Float.isFinite(logits)) {
                throw new BadOutputException(
                        "Output '"
                                + DeepSignatures.EVIDENCE
                                + "' holds "
                                + logits
                                + "; expected finite numbers");
            }
            if (logits == 0) {
                continue;
            }
            int place = found;
            while (place > 0 && Math.abs(logits) > Math.abs(evidence[from + best[place - 1]])) {
                place--;
            }
            if (place == MOST) {
                continue;
            }
            int last = Math.min(found, MOST - 1);
            System.arraycopy(best, place, best, place + 1, last - place);
            best[place] = i;
            found = Math.min(MOST, found + 1);
        }
        Contribution[] largest = new Contribution[found];
        for (int i = 0; i < found; i++) {
            largest[i] = new Contribution(best[i], evidence[from + best[i]]);
        }
        return largest;
    }

    /** The value of the feature and what it added, such as {@code 312.5 (+1.7)}. */
    String text(double value) {
        return Traces.rounded(value)
                + " ("
                + (logits > 0 ? "+" : "")
                + Traces.rounded(Math.rint(logits * 100) / 100)
                + ")";
    }
}
