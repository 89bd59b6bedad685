// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.calibration;

import dev.sluice.decisioning.calibration.Calibration.Bin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fits a {@link Calibration} on rows that the model was not trained on.
 *
 * <p>Slope and intercept: Platt, "Probabilistic Outputs for Support Vector Machines", 1999, with
 * his smoothed targets, by the damped Newton method of Lin, Lin and Weng, "A Note on Platt's
 * Probabilistic Outputs", 2007. Intervals: Wilson, 1927, at 95 %. A pure function.
 */
public final class CalibrationFitter {

    /** Two-sided 95 % quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    private static final int MAX_STEPS = 100;
    private static final double MIN_STEP = 1e-10;
    private static final double RIDGE = 1e-12;
    private static final double CONVERGED = 1e-9;

    /** Fewer rows than this say nothing about a rate. */
    private static final int MIN_BIN_ROWS = 20;

    private CalibrationFitter() {}

    /**
     * Fits slope, intercept and intervals.
     *
     * <p>Of a model that ranks the rows the wrong way round, or where all rows are good or all bad,
     * only the intercept is fitted: a ranking is never turned.
     *
     * @param raw raw probability of each row
     * @param bad label of each row
     * @param bins number of intervals that are aimed at; each holds this fraction of the rows, or
     *     of the predicted bad ones if that is reached first, so that the few high probabilities
     *     are told apart too
     * @throws IllegalArgumentException if there are no rows, or lengths differ
     */
    public static Calibration fit(double[] raw, boolean[] bad, int bins) {
        if (raw.length == 0 || raw.length != bad.length || bins < 1) {
            throw new IllegalArgumentException(
                    raw.length
                            + " probabilities, "
                            + bad.length
                            + " labels, "
                            + bins
                            + " bins; expected as many probabilities as labels, at least 1, and at"
                            + " least 1 bin");
        }
        return fit(WeightedRows.of(raw, bad), bins);
    }

    /**
     * Fits slope, intercept and intervals to rows that stand for more than themselves.
     *
     * @param rows the rows; the intervals are as wide as their effective number asks for
     * @param bins number of intervals that are aimed at, as for rows of equal weight
     * @throws IllegalArgumentException if no bins are aimed at
     */
    public static Calibration fit(WeightedRows rows, int bins) {
        if (bins < 1) {
            throw new IllegalArgumentException(bins + " bins; expected at least 1");
        }
        double[] raw = rows.raw();
        boolean[] bad = rows.bad();
        double[] logits = new double[raw.length];
        Arrays.setAll(logits, i -> Calibration.logit(raw[i]));
        double[] targets = targets(rows);
        boolean mixed = contains(bad, true) && contains(bad, false);
        double[] fitted = mixed ? newton(logits, targets, rows.weight(), true) : new double[2];
        if (!(fitted[0] > 0)) {
            fitted = newton(logits, targets, rows.weight(), false);
        }
        Calibration line = new Calibration(fitted[0], fitted[1], Calibration.IDENTITY.bins());
        double[] calibrated = new double[raw.length];
        Arrays.setAll(calibrated, i -> line.apply(raw[i]));
        return new Calibration(fitted[0], fitted[1], bins(calibrated, rows, bins));
    }

    /**
     * Wilson's interval of a rate, at 95 %.
     *
     * @param hits rows that are bad
     * @param n all rows
     * @return lower and upper end
     */
    public static double[] wilson(double hits, double n) {
        double rate = hits / n;
        double scale = 1 + Z * Z / n;
        double center = (rate + Z * Z / (2 * n)) / scale;
        double half = Z / scale * Math.sqrt(rate * (1 - rate) / n + Z * Z / (4 * n * n));
        // The ends are exact where rounding would leave a trace.
        return new double[] {
            hits == 0 ? 0 : Math.max(0, center - half), hits == n ? 1 : Math.min(1, center + half)
        };
    }

    /** Platt's targets: the rate that a uniform prior leaves after the rows of a label. */
    private static double[] targets(WeightedRows rows) {
        double hits = 0;
        double all = 0;
        for (int i = 0; i < rows.size(); i++) {
            hits += rows.bad()[i] ? rows.weight()[i] : 0;
            all += rows.weight()[i];
        }
        double high = (hits + 1.0) / (hits + 2.0);
        double low = 1.0 / (all - hits + 2.0);
        double[] targets = new double[rows.size()];
        Arrays.setAll(targets, i -> rows.bad()[i] ? high : low);
        return targets;
    }

    private static boolean contains(boolean[] values, boolean wanted) {
        for (boolean value : values) {
            if (value == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Slope and intercept of least cross entropy; the slope stays 1 if it is not free. */
    private static double[] newton(
            double[] x, double[] targets, double[] weights, boolean slopeIsFree) {
        double all = Arrays.stream(weights).sum();
        double slope = 1;
        double intercept = 0;
        double loss = loss(x, targets, weights, slope, intercept);
        for (int step = 0; step < MAX_STEPS; step++) {
            double gradientSlope = 0;
            double gradientIntercept = 0;
            double hSlope = RIDGE;
            double hIntercept = RIDGE;
            double hBoth = 0;
            for (int i = 0; i < x.length; i++) {
                double p = Calibration.sigmoid(slope * x[i] + intercept);
                double error = weights[i] * (p - targets[i]);
                double weight = weights[i] * p * (1 - p);
                gradientIntercept += error;
                hIntercept += weight;
                if (slopeIsFree) {
                    gradientSlope += error * x[i];
                    hSlope += weight * x[i] * x[i];
                    hBoth += weight * x[i];
                }
            }
            if (Math.abs(gradientSlope) + Math.abs(gradientIntercept) < CONVERGED * all) {
                break;
            }
            double determinant = hSlope * hIntercept - hBoth * hBoth;
            double moveSlope =
                    slopeIsFree
                            ? -(hIntercept * gradientSlope - hBoth * gradientIntercept)
                                    / determinant
                            : 0;
            double moveIntercept =
                    slopeIsFree
                            ? -(hSlope * gradientIntercept - hBoth * gradientSlope) / determinant
                            : -gradientIntercept / hIntercept;
            double size = 1;
            double next = loss(x, targets, weights, slope + moveSlope, intercept + moveIntercept);
            while (!(next <= loss) && size > MIN_STEP) {
                size /= 2;
                next =
                        loss(
                                x,
                                targets,
                                weights,
                                slope + size * moveSlope,
                                intercept + size * moveIntercept);
            }
            if (!(next <= loss)) {
                break;
            }
            slope += size * moveSlope;
            intercept += size * moveIntercept;
            loss = next;
        }
        return new double[] {slope, intercept};
    }

    private static double loss(
            double[] x, double[] targets, double[] weights, double slope, double intercept) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double z = slope * x[i] + intercept;
            sum +=
                    weights[i]
                            * (Math.max(z, 0)
                                    - z * targets[i]
                                    + Math.log1p(Math.exp(-Math.abs(z))));
        }
        return sum;
    }

    private static List<Bin> bins(double[] calibrated, WeightedRows rows, int count) {
        Integer[] order = new Integer[calibrated.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> calibrated[i]));
        Tally left = new Tally();
        for (int i : order) {
            left.add(rows, i, calibrated[i], 1);
        }
        double all = left.weight;
        double risk =
                IntStream.range(0, calibrated.length)
                        .mapToDouble(i -> rows.weight()[i] * calibrated[i])
                        .sum();
        List<Bin> bins = new ArrayList<>();
        Tally bin = new Tally();
        for (int i = 0; i < order.length; i++) {
            double p = calibrated[order[i]];
            bin.add(rows, order[i], p, 1);
            left.add(rows, order[i], p, -1);
            boolean last = i == order.length - 1;
            boolean full = bin.weight * count >= all || bin.risk * count >= risk;
            boolean tied = !last && calibrated[order[i + 1]] == p;
            if (last
                    || (full
                            && !tied
                            && bin.effective() >= MIN_BIN_ROWS
                            && left.effective() >= MIN_BIN_ROWS)) {
                double effective = bin.effective();
                double[] interval = wilson(effective * bin.hits / bin.weight, effective);
                bins.add(new Bin(last ? 1 : p, interval[0], interval[1]));
                bin = new Tally();
            }
        }
        return bins;
    }

    /** Sums over the rows of a bin. */
    private static final class Tally {

        private double weight;
        private double squares;
        private double hits;
        private double risk;

        void add(WeightedRows rows, int row, double p, int sign) {
            double w = sign * rows.weight()[row];
            weight += w;
            squares += sign * rows.squares()[row];
            hits += rows.bad()[row] ? w : 0;
            risk += w * p;
        }

        /** Rows of equal weight that would say as much (Kish, "Survey Sampling", 1965). */
        double effective() {
            return squares > 0 ? weight * weight / squares : 0;
        }
    }
}
