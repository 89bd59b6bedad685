// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.quality;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.calibration.CalibrationFitter;
import dev.sluice.decisioning.calibration.WeightedRows;
import dev.sluice.decisioning.gate.Policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the calibration of the first pass has drifted, and the policy that mends it.
 *
 * <p>Drift has to be both large and certain. Large: the rate of bad events is out of the band
 * around the predicted one, or the calibration error is above its bound. Certain: what came lies
 * four standard deviations or more from what was predicted, for the rate, or as far out by the
 * statistic of Hosmer and Lemeshow ("Goodness of fit tests for the multiple logistic regression
 * model", 1980), for the error; the variance is that of the weighted sample. A pure function.
 */
public final class Recalibration {

    /** Chance of a false alarm about 3 in 100,000 a look: less than one in 40 years of days. */
    private static final double CERTAIN = 4;

    /** Fewer events of either kind (of equal weight) say too little to fit anything to. */
    private static final double LEAST_EVENTS = 50;

    /** A refit that turns the line by more than this says that the model has gone, not its line. */
    private static final double MOST_TURN = 4;

    private static final int INTERVALS = 10;
    private static final Pattern COUNTED = Pattern.compile("(.*)~([0-9]{1,9})");

    private Recalibration() {}

    /**
     * What was seen.
     *
     * @param events events that were looked at, by weight
     * @param ratio observed bad events to predicted ones; NaN if nothing was predicted
     * @param deviations how many standard deviations the observed ones lie from the predicted
     * @param ece calibration error
     * @param shape how far out the error is, in standard deviations
     * @param verdict what follows
     */
    public record Finding(
            double events,
            double ratio,
            double deviations,
            double ece,
            double shape,
            Verdict verdict) {}

    /** What follows from what was seen. */
    public enum Verdict {
        /** Too few events of a kind. */
        TOO_FEW,
        /** No drift that is both large and certain. */
        CALIBRATED,
        /** Drift, and a new line mends it. */
        DRIFTED,
        /** Drift that no line mends: the model should be trained again. */
        BEYOND_REPAIR
    }

    /**
     * A finding, and the policy that mends what was found.
     *
     * @param finding what was seen
     * @param policy the next version of the policy, if there is drift that it mends
     */
    public record Result(Finding finding, Optional<Policy> policy) {}

    /**
     * Judges the calibration of a policy by what came of the events of some windows.
     *
     * @param policy the policy in force
     * @param known calibrations by version of the policy; what was decided under another version is
     *     left out
     * @param windows what came
     */
    public static Result judge(
            Policy policy,
            Map<String, Line> known,
            List<WindowReliability> windows,
            RecalibrationConfig config) {
        List<Row> rows = rows(windows, known, policy.firstPass());
        Deviation deviation = new Deviation();
        rows.forEach(deviation::add);
        Finding seen = deviation.finding(config);
        if (seen.verdict() != Verdict.DRIFTED) {
            return new Result(seen, Optional.empty());
        }
        Calibration refit = CalibrationFitter.fit(weighted(rows), INTERVALS);
        double turn = refit.slope() / policy.firstPass().slope();
        if (turn > MOST_TURN || turn < 1 / MOST_TURN) {
            return new Result(deviation.with(seen, Verdict.BEYOND_REPAIR), Optional.empty());
        }
        return new Result(
                seen, Optional.of(policy.withFirstPass(refit).withVersion(next(policy.version()))));
    }

    /**
     * The line of a calibration, without its intervals.
     *
     * @param slope slope in logits
     * @param intercept shift in logits
     */
    public record Line(double slope, double intercept) {

        /** The line of a calibration. */
        public static Line of(Calibration calibration) {
            return new Line(calibration.slope(), calibration.intercept());
        }

        private double raw(double logit) {
            return (logit - intercept) / slope;
        }
    }

    /**
     * The version after one: {@code policy-7}, {@code policy-7~1}, {@code policy-7~2}. The sign is
     * not that of the controller of the gate, so that the two never give one name to two policies.
     */
    static String next(String version) {
        Matcher counted = COUNTED.matcher(version);
        return counted.matches()
                ? counted.group(1) + "~" + (Integer.parseInt(counted.group(2)) + 1)
                : version + "~1";
    }

    private record Row(double raw, double now, boolean bad, double weight, double squares) {}

    private static List<Row> rows(
            List<WindowReliability> windows, Map<String, Line> known, Calibration current) {
        List<Row> rows = new ArrayList<>();
        for (WindowReliability window : windows) {
            for (ReliabilityBin bin : window.bins()) {
                Line line = known.get(bin.policy());
                for (Truth truth : List.of(Truth.GOOD, Truth.BAD)) {
                    if (line != null && bin.weight(truth) > 0) {
                        double raw = Calibration.sigmoid(line.raw(bin.logit(truth)));
                        rows.add(
                                new Row(
                                        raw,
                                        current.apply(raw),
                                        truth == Truth.BAD,
                                        bin.weight(truth),
                                        bin.squares(truth)));
                    }
                }
            }
        }
        return rows;
    }

    private static WeightedRows weighted(List<Row> rows) {
        int size = rows.size();
        double[] raw = new double[size];
        boolean[] bad = new boolean[size];
        double[] weight = new double[size];
        double[] squares = new double[size];
        for (int i = 0; i < size; i++) {
            Row row = rows.get(i);
            raw[i] = row.raw();
            bad[i] = row.bad();
            weight[i] = row.weight();
            squares[i] = row.squares();
        }
        return new WeightedRows(raw, bad, weight, squares);
    }

    /** Sums of what was predicted and what came, over bins of the probability. */
    private static final class Deviation {

        private final double[] weight = new double[QualityTotals.BINS];
        private final double[] predicted = new double[QualityTotals.BINS];
        private final double[] observed = new double[QualityTotals.BINS];
        private final double[] variance = new double[QualityTotals.BINS];
        private final double[] kindWeight = new double[2];
        private final double[] kindSquares = new double[2];

        void add(Row row) {
            int bin = QualityTotals.bin(row.now());
            weight[bin] += row.weight();
            predicted[bin] += row.weight() * row.now();
            observed[bin] += row.bad() ? row.weight() : 0;
            variance[bin] += row.squares() * row.now() * (1 - row.now());
            int kind = row.bad() ? 1 : 0;
            kindWeight[kind] += row.weight();
            kindSquares[kind] += row.squares();
        }

        Finding finding(RecalibrationConfig config) {
            double events = 0;
            double allPredicted = 0;
            double allObserved = 0;
            double allVariance = 0;
            double distance = 0;
            double chiSquare = 0;
            int bins = 0;
            for (int bin = 0; bin < weight.length; bin++) {
                double off = observed[bin] - predicted[bin];
                events += weight[bin];
                allPredicted += predicted[bin];
                allObserved += observed[bin];
                allVariance += variance[bin];
                distance += Math.abs(off);
                if (variance[bin] > 0) {
                    chiSquare += off * off / variance[bin];
                    bins++;
                }
            }
            double ratio = allObserved / allPredicted;
            double deviations = (allObserved - allPredicted) / Math.sqrt(allVariance);
            double ece = distance / events;
            double shape = deviations(chiSquare, bins);
            boolean outOfBand = ratio > config.band() || ratio < 1 / config.band();
            boolean drifted =
                    (outOfBand && Math.abs(deviations) >= CERTAIN)
                            || (ece > config.maxEce() && shape >= CERTAIN);
            Verdict verdict = drifted ? Verdict.DRIFTED : Verdict.CALIBRATED;
            boolean enough = effective(0) >= LEAST_EVENTS && effective(1) >= LEAST_EVENTS;
            return new Finding(
                    events, ratio, deviations, ece, shape, enough ? verdict : Verdict.TOO_FEW);
        }

        Finding with(Finding seen, Verdict verdict) {
            return new Finding(
                    seen.events(),
                    seen.ratio(),
                    seen.deviations(),
                    seen.ece(),
                    seen.shape(),
                    verdict);
        }

        private double effective(int kind) {
            return kindSquares[kind] > 0
                    ? kindWeight[kind] * kindWeight[kind] / kindSquares[kind]
                    : 0;
        }

        /** Chi-square as a normal variable: Wilson and Hilferty, "The Distribution...", 1931. */
        private static double deviations(double chiSquare, int degrees) {
            if (degrees == 0) {
                return 0;
            }
            double spread = 2.0 / (9 * degrees);
            return (Math.cbrt(chiSquare / degrees) - (1 - spread)) / Math.sqrt(spread);
        }
    }
}
