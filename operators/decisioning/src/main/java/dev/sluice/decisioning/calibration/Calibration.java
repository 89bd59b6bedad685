// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.calibration;

import java.io.Serializable;
import java.util.List;

/**
 * Platt scaling: {@code p = sigmoid(slope * logit(raw) + intercept)}, with an interval for each
 * range of p. Strictly monotone, so it never changes a ranking.
 *
 * <p>Platt, "Probabilistic Outputs for Support Vector Machines", 1999, on the logit of the model.
 *
 * @param slope positive
 * @param intercept shift in logits
 * @param bins ranges of the calibrated probability in ascending order, the last up to 1
 */
public record Calibration(double slope, double intercept, List<Bin> bins) implements Serializable {

    /** Raw probabilities nearer to 0 or 1 than this are treated as this far away. */
    private static final double EPSILON = 1e-7;

    /**
     * Interval of a range of calibrated probabilities.
     *
     * @param upTo upper end of the range, inclusive
     * @param low lower end of the interval of the observed rate
     * @param high upper end of the interval of the observed rate
     */
    public record Bin(double upTo, double low, double high) implements Serializable {}

    /** Leaves the model's probability as it is, with the widest interval. */
    public static final Calibration IDENTITY = new Calibration(1, 0, List.of(new Bin(1, 0, 1)));

    /** Copies the bins and refuses what would not be monotone or finite. */
    public Calibration {
        bins = List.copyOf(bins);
        if (!(slope > 0) || Double.isInfinite(slope)) {
            throw new IllegalArgumentException(
                    "calibration slope is " + slope + "; expected a positive number");
        }
        if (Double.isNaN(intercept) || Double.isInfinite(intercept)) {
            throw new IllegalArgumentException(
                    "calibration intercept is " + intercept + "; expected a finite number");
        }
        double previous = Double.NEGATIVE_INFINITY;
        for (Bin bin : bins) {
            if (!(bin.upTo() > previous
                    && bin.low() >= 0
                    && bin.low() <= bin.high()
                    && bin.high() <= 1)) {
                throw new IllegalArgumentException(
                        "calibration bin "
                                + bin
                                + "; expected ascending ends and 0 <= low <= high <= 1");
            }
            previous = bin.upTo();
        }
        if (bins.isEmpty() || previous < 1) {
            throw new IllegalArgumentException(
                    "calibration bins end at " + previous + "; expected the last one to reach 1");
        }
    }

    /** The calibrated probability of a raw one in [0, 1]. */
    public double apply(double raw) {
        return sigmoid(slope * logit(raw) + intercept);
    }

    /** The raw probability that is calibrated to a probability. */
    public double invert(double probability) {
        return sigmoid((logit(probability) - intercept) / slope);
    }

    /** Lower end of the interval around a calibrated probability, at most the probability. */
    public double low(double probability) {
        return Math.min(probability, bin(probability).low());
    }

    /** Upper end of the interval around a calibrated probability, at least the probability. */
    public double high(double probability) {
        return Math.max(probability, bin(probability).high());
    }

    /** Log-odds of a probability, finite also at 0 and 1. */
    public static double logit(double probability) {
        double p = Math.min(1 - EPSILON, Math.max(EPSILON, probability));
        return Math.log(p / (1 - p));
    }

    /** Probability of log-odds. */
    public static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private Bin bin(double probability) {
        int low = 0;
        int high = bins.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (probability <= bins.get(middle).upTo()) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return bins.get(low);
    }
}
