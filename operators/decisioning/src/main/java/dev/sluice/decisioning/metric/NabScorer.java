// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.metric;

import java.util.Arrays;
import java.util.List;

/**
 * The score of the Numenta anomaly benchmark: 0 for a detector that never fires, 100 for one that
 * fires at the first row of each window and nowhere else.
 *
 * <p>Of all detections in a window the earliest counts, worth more the earlier it is; one outside
 * of all windows costs the more the farther it is behind the last. A detection is a score that
 * reaches the threshold, one for all series. Lavin and Ahmad, "Evaluating Real-time Anomaly
 * Detection Algorithms, the Numenta Anomaly Benchmark", ICMLA 2015.
 *
 * <p>Immutable.
 */
public final class NabScorer {

    private static final int OUTSIDE = -1;

    /** How many widths behind a window a detection may be to be forgiven in part. */
    private static final double FORGIVEN_WIDTHS = 3;

    private static final double STEEPNESS = 5;
    private static final double EARLIEST = sigmoid(-1);

    private final int[] rows;
    private final int windows;
    private final int[] window;
    private final double[] worth;

    /**
     * A threshold and what it is worth.
     *
     * @param score the score, at most 100
     * @param threshold lowest score of a detection; infinite if nothing is best
     */
    public record Optimum(double score, double threshold) {}

    /** A scorer of detectors on these series. */
    public NabScorer(List<NabSeries> corpus) {
        rows = corpus.stream().mapToInt(NabSeries::rows).toArray();
        windows = corpus.stream().mapToInt(series -> series.windows().size()).sum();
        if (windows == 0) {
            throw new IllegalArgumentException(
                    corpus.size() + " series have no window; expected at least one in all");
        }
        int scored = corpus.stream().mapToInt(series -> series.rows() - series.probation()).sum();
        window = new int[scored];
        worth = new double[scored];
        int at = 0;
        int windowsBefore = 0;
        for (NabSeries series : corpus) {
            at = addRows(series, at, windowsBefore);
            windowsBefore += series.windows().size();
        }
    }

    private int addRows(NabSeries series, int from, int windowsBefore) {
        int at = from;
        int next = 0;
        for (int row = 0; row < series.rows(); row++) {
            while (next < series.windows().size() && series.windows().get(next).last() < row) {
                next++;
            }
            if (row < series.probation()) {
                continue;
            }
            boolean inside =
                    next < series.windows().size() && series.windows().get(next).first() <= row;
            window[at] = inside ? windowsBefore + next : OUTSIDE;
            if (inside) {
                NabSeries.Window here = series.windows().get(next);
                worth[at] = sigmoid(-(double) (here.last() - row + 1) / here.width()) / EARLIEST;
            } else {
                worth[at] = next == 0 ? -1 : behind(series.windows().get(next - 1), row);
            }
            at++;
        }
        return at;
    }

    private static double behind(NabSeries.Window last, int row) {
        double widths = (double) (row - last.last()) / (last.width() - 1);
        return widths > FORGIVEN_WIDTHS ? -1 : sigmoid(widths);
    }

    private static double sigmoid(double position) {
        return 2 / (1 + StrictMath.exp(STEEPNESS * position)) - 1;
    }

    /**
     * The score at one threshold.
     *
     * @param scores one a row of each series, those of probation included and ignored
     * @param threshold lowest score of a detection
     */
    public double at(NabProfile profile, double[][] scores, double threshold) {
        double[] scored = scored(scores);
        Tally tally = new Tally(profile);
        for (int row = 0; row < scored.length; row++) {
            if (scored[row] >= threshold) {
                tally.detect(row);
            }
        }
        return tally.score();
    }

    /**
     * The best of all thresholds; of equal ones the highest.
     *
     * @param scores one a row of each series, those of probation included and ignored
     */
    public Optimum best(NabProfile profile, double[][] scores) {
        double[] scored = scored(scores);
        int[] order = Order.descending(scored, scored.length);
        Tally tally = new Tally(profile);
        Optimum best = new Optimum(tally.score(), Double.POSITIVE_INFINITY);
        for (int i = 0; i < order.length; i++) {
            tally.detect(order[i]);
            double threshold = scored[order[i]];
            boolean tie = i + 1 < order.length && scored[order[i + 1]] == threshold;
            if (!tie && tally.score() > best.score()) {
                best = new Optimum(tally.score(), threshold);
            }
        }
        return best;
    }

    private double[] scored(double[][] scores) {
        if (scores.length != rows.length) {
            throw new IllegalArgumentException(
                    "Scores of %d series; expected %d".formatted(scores.length, rows.length));
        }
        double[] scored = new double[window.length];
        int at = 0;
        for (int i = 0; i < rows.length; i++) {
            if (scores[i].length != rows[i]) {
                throw new IllegalArgumentException(
                        "%d scores of series %d; expected one for each of its %d rows"
                                .formatted(scores[i].length, i, rows[i]));
            }
            int probation = new NabSeries(rows[i], List.of()).probation();
            System.arraycopy(scores[i], probation, scored, at, rows[i] - probation);
            at += rows[i] - probation;
        }
        return scored;
    }

    /** What detections, in any order, are worth so far. */
    private final class Tally {

        private final NabProfile profile;
        private final double[] found = new double[windows];
        private double raw;

        Tally(NabProfile profile) {
            this.profile = profile;
            Arrays.fill(found, -profile.falseNegative());
            raw = missed();
        }

        private double missed() {
            return -profile.falseNegative() * windows;
        }

        void detect(int row) {
            if (window[row] == OUTSIDE) {
                raw += profile.falsePositive() * worth[row];
                return;
            }
            double hit = profile.truePositive() * worth[row];
            if (hit > found[window[row]]) {
                raw += hit - found[window[row]];
                found[window[row]] = hit;
            }
        }

        double score() {
            double perfect = profile.truePositive() * windows;
            return 100 * (raw - missed()) / (perfect - missed());
        }
    }
}
