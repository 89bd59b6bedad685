// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.inference.Manifest;

/**
 * The dropout mask of one pass: each entry is 0, or {@code 1 / keep} with probability {@code keep},
 * so that its mean is 1.
 *
 * <p>Srivastava et al., "Dropout", JMLR 2014 (inverted); kept at inference as in Gal and
 * Ghahramani, "Dropout as a Bayesian Approximation", ICML 2016.
 */
public final class PassMask {

    private static final double DEFAULT_KEEP_RATE = 0.8;

    /** Entries that one number of 64 bits decides. */
    private static final int LANES = 4;

    private static final int LANE_BITS = 16;
    private static final int LANE_MASK = (1 << LANE_BITS) - 1;

    private final int width;

    /** Lanes below it are kept. */
    private final int threshold;

    /** What becomes of an entry: left out, kept. Looked up, since a branch would be a coin toss. */
    private final float[] values;

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
        this.threshold = (int) Math.round(keep * (1 << LANE_BITS));
        this.values = new float[] {0, (float) (1 / keep)};
    }

    /**
     * The masks of a signature of a model, with the keep rate of its manifest.
     *
     * @throws IllegalArgumentException if the signature has no input {@code mask}
     */
    public static PassMask of(Manifest model, String signature) {
        return new PassMask(
                model.signature(signature).input(DeepSignatures.MASK).width(),
                model.training()
                        .metrics()
                        .getOrDefault(DeepSignatures.KEEP_RATE, DEFAULT_KEEP_RATE));
    }

    /**
     * Writes the mask of a pass into a row.
     *
     * @param seed seed of all passes over the record
     * @param pass number of the pass, from 0
     * @param into row-major masks of a batch
     * @param row row to write
     */
    public void write(long seed, int pass, float[] into, int row) {
        long key = PassSeed.ofPass(seed, pass);
        int start = row * width;
        int whole = width - width % LANES;
        int i = 0;
        for (; i < whole; i += LANES) {
            long lanes = PassSeed.at(key, i / LANES);
            into[start + i] = value((int) lanes & LANE_MASK);
            into[start + i + 1] = value((int) (lanes >>> LANE_BITS) & LANE_MASK);
            into[start + i + 2] = value((int) (lanes >>> (2 * LANE_BITS)) & LANE_MASK);
            into[start + i + 3] = value((int) (lanes >>> (3 * LANE_BITS)));
        }
        long lanes = PassSeed.at(key, i / LANES);
        for (; i < width; i++) {
            into[start + i] = value((int) lanes & LANE_MASK);
            lanes >>>= LANE_BITS;
        }
    }

    private float value(int lane) {
        return values[(lane - threshold) >>> 31];
    }
}
