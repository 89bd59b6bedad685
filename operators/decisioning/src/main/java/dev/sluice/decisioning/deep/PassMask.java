// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

/**
 * The dropout mask of one pass: each entry is 0, or {@code 1 / keep} with probability {@code keep},
 * so that its mean is 1.
 *
 * <p>Srivastava et al., "Dropout", JMLR 2014 (inverted); kept at inference as in Gal and
 * Ghahramani, "Dropout as a Bayesian Approximation", ICML 2016.
 */
final class PassMask {

    private final int width;
    private final float scale;
    private final long threshold;

    /**
     * Masks of a width and a keep rate.
     *
     * @throws IllegalArgumentException if the keep rate is not in (0, 1]
     */
    PassMask(int width, double keep) {
        if (!(keep > 0 && keep <= 1)) {
            throw new IllegalArgumentException(
                    "keep-rate is " + keep + "; expected a rate above 0 and up to 1");
        }
        this.width = width;
        this.scale = (float) (1 / keep);
        this.threshold = (long) (keep * (1L << 32));
    }

    /** Writes the mask of a pass into a row. */
    void write(long seed, int pass, float[] into, int row) {
        long key = PassSeed.ofPass(seed, pass);
        int start = row * width;
        for (int i = 0; i < width; i++) {
            into[start + i] = PassSeed.at(key, i) >>> 32 < threshold ? scale : 0;
        }
    }
}
