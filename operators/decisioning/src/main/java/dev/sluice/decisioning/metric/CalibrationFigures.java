// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.metric;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.calibration.CalibrationFitter;

import java.util.ArrayList;
import java.util.List;

/**
 * How far probabilities can be believed.
 *
 * @param ece expected calibration error: mean distance between the mean probability and the rate of
 *     bad events, over bins of equal numbers of events (Naeini et al., AAAI 2015)
 * @param slope slope of the logistic regression of the labels on the log-odds, of those events
 *     whose probability is above a bound: 1 if the probabilities are neither too bold nor too timid
 *     (Cox, 1958); NaN if these are all good or all bad
 * @param brierSkill 1 less the Brier score relative to that of the mean rate; NaN if all are good
 *     or all bad
 */
public record CalibrationFigures(double ece, double slope, double brierSkill) {

    /**
     * The figures of some events.
     *
     * @param probability probability of each event
     * @param bad label of each event
     * @param bins number of bins of the calibration error
     * @param slopeFrom events above this probability are what the slope is of
     */
    public static CalibrationFigures of(
            double[] probability, boolean[] bad, int bins, double slopeFrom) {
        if (probability.length == 0 || probability.length != bad.length || bins < 1) {
            throw new IllegalArgumentException(
                    probability.length
                            + " probabilities, "
                            + bad.length
                            + " labels, "
                            + bins
                            + " bins; expected as many probabilities as labels, at least 1, and at"
                            + " least 1 bin");
        }
        return new CalibrationFigures(
                ece(probability, bad, bins),
                slope(probability, bad, slopeFrom),
                skill(probability, bad));
    }

    private static double ece(double[] probability, boolean[] bad, int bins) {
        int[] order = Order.descending(probability, bad.length);
        double error = 0;
        for (int bin = 0; bin < bins; bin++) {
            int from = (int) ((long) order.length * bin / bins);
            int to = (int) ((long) order.length * (bin + 1) / bins);
            double distance = 0;
            for (int i = from; i < to; i++) {
                distance += probability[order[i]] - (bad[order[i]] ? 1 : 0);
            }
            error += Math.abs(distance);
        }
        return error / order.length;
    }

    private static double slope(double[] probability, boolean[] bad, double from) {
        List<Integer> above = new ArrayList<>();
        int hits = 0;
        for (int i = 0; i < bad.length; i++) {
            if (probability[i] > from) {
                above.add(i);
                hits += bad[i] ? 1 : 0;
            }
        }
        if (hits == 0 || hits == above.size()) {
            return Double.NaN;
        }
        double[] chosen = above.stream().mapToDouble(i -> probability[i]).toArray();
        boolean[] labels = new boolean[chosen.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = bad[above.get(i)];
        }
        Calibration line = CalibrationFitter.fit(chosen, labels, 1);
        return line.slope();
    }

    private static double skill(double[] probability, boolean[] bad) {
        double hits = 0;
        for (boolean label : bad) {
            hits += label ? 1 : 0;
        }
        double rate = hits / bad.length;
        double score = 0;
        for (int i = 0; i < bad.length; i++) {
            double miss = probability[i] - (bad[i] ? 1 : 0);
            score += miss * miss;
        }
        double reference = rate * (1 - rate) * bad.length;
        return reference == 0 ? Double.NaN : 1 - score / reference;
    }
}
