// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

/**
 * How often values came, by bins, the older the less.
 *
 * <p>Instead of shrinking all bins with each value, the next value weighs more; now and then all is
 * scaled back. Mutable, not thread-safe.
 */
public final class DecayedHistogram {

    private static final double HEAVY = 1 << 20;

    /** Weight of the next value. */
    public double weight = 1;

    /** Weight of all bins. */
    public double total;

    /** Weight of each bin; empty until there is a value. */
    public float[] bins = new float[0];

    /** No values. */
    public DecayedHistogram() {}

    /**
     * Adds a value.
     *
     * @param decay what is left of the weight of a value when the next one comes
     */
    void add(Bins shape, double value, double decay) {
        if (bins.length == 0) {
            bins = new float[shape.count()];
        }
        bins[shape.of(value)] += (float) weight;
        total += weight;
        weight /= decay;
        if (weight > HEAVY) {
            scaleBack();
        }
    }

    /** How many values of full weight it is worth. */
    double count() {
        return total / weight;
    }

    /** The value below which a share of the values lie, spread evenly over their bins. */
    double quantile(Bins shape, double share) {
        double left = share * total;
        int last = 0;
        for (int bin = 0; bin < bins.length; bin++) {
            if (bins[bin] > 0) {
                last = bin;
                if (bins[bin] >= left) {
                    return shape.lower(bin) + shape.width() * left / bins[bin];
                }
                left -= bins[bin];
            }
        }
        return shape.lower(last + 1);
    }

    private void scaleBack() {
        total = 0;
        for (int i = 0; i < bins.length; i++) {
            bins[i] /= (float) weight;
            total += bins[i];
        }
        weight = 1;
    }
}
