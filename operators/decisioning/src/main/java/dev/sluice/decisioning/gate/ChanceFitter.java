// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import dev.sluice.decisioning.calibration.Calibration;

/**
 * Learns from past looks how likely the next one is to change an outcome.
 *
 * <p>Logistic regression, weighted, with a Gaussian prior around {@link ChanceModel#PRIOR}, so that
 * it is conservative before it has data and without separation ever infinite; Newton steps on the
 * log posterior, halved while they do not improve it. A pure function.
 */
public final class ChanceFitter {

    private static final int STEPS = 50;
    private static final int HALVINGS = 30;
    private static final double CONVERGED = 1e-9;

    /** Precision of the prior of each weight: as much as a few records know. */
    private static final double PRECISION = 0.5;

    private static final double[] PRIOR = weights(ChanceModel.PRIOR);

    private ChanceFitter() {}

    /** The model of some records under the thresholds of a policy; the prior if there are none. */
    public static ChanceModel fit(Policy policy, GateSample sample) {
        double[][] inputs = new double[sample.rows()][];
        for (int row = 0; row < inputs.length; row++) {
            inputs[row] = inputs(policy, sample, row);
        }
        double[] beta = PRIOR.clone();
        double loss = loss(beta, inputs, sample);
        for (int step = 0; step < STEPS; step++) {
            double[] move = newton(beta, inputs, sample);
            double size = 1;
            double[] next = moved(beta, move, size);
            double nextLoss = loss(next, inputs, sample);
            for (int i = 0; i < HALVINGS && !(nextLoss <= loss); i++) {
                size /= 2;
                next = moved(beta, move, size);
                nextLoss = loss(next, inputs, sample);
            }
            if (!(loss - nextLoss > CONVERGED * (1 + loss))) {
                break;
            }
            beta = next;
            loss = nextLoss;
        }
        return new ChanceModel(beta[0], beta[1], beta[2], beta[3], beta[4]);
    }

    private static double[] inputs(Policy policy, GateSample sample, int row) {
        double logit = Calibration.logit(sample.probability()[row]);
        double distance =
                Math.min(
                        ChanceModel.MAX_DISTANCE,
                        policy.thresholds(sample.stakes()[row]).distance(logit));
        return new double[] {1, distance, distance * distance, logit, sample.novelty()[row]};
    }

    private static double[] weights(ChanceModel model) {
        return new double[] {
            model.intercept(), model.distance(), model.curve(), model.risk(), model.novelty()
        };
    }

    private static double loss(double[] beta, double[][] inputs, GateSample sample) {
        double sum = 0;
        for (int i = 0; i < beta.length; i++) {
            sum += PRECISION / 2 * (beta[i] - PRIOR[i]) * (beta[i] - PRIOR[i]);
        }
        for (int row = 0; row < inputs.length; row++) {
            double z = dot(beta, inputs[row]);
            double y = sample.changed()[row] ? 1 : 0;
            sum +=
                    sample.weights()[row]
                            * (Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z))));
        }
        return sum;
    }

    private static double[] newton(double[] beta, double[][] inputs, GateSample sample) {
        int n = beta.length;
        double[][] system = new double[n][n + 1];
        for (int i = 0; i < n; i++) {
            system[i][i] = PRECISION;
            system[i][n] = -PRECISION * (beta[i] - PRIOR[i]);
        }
        for (int row = 0; row < inputs.length; row++) {
            double[] x = inputs[row];
            double p = Calibration.sigmoid(dot(beta, x));
            double error = sample.weights()[row] * (p - (sample.changed()[row] ? 1 : 0));
            double curvature = sample.weights()[row] * p * (1 - p);
            for (int i = 0; i < n; i++) {
                system[i][n] -= error * x[i];
                for (int j = 0; j < n; j++) {
                    system[i][j] += curvature * x[i] * x[j];
                }
            }
        }
        return solve(system);
    }

    /** Gauss elimination of a positive definite system with its right side as the last column. */
    private static double[] solve(double[][] system) {
        int n = system.length;
        for (int column = 0; column < n; column++) {
            for (int row = column + 1; row < n; row++) {
                double factor = system[row][column] / system[column][column];
                for (int k = column; k <= n; k++) {
                    system[row][k] -= factor * system[column][k];
                }
            }
        }
        double[] solution = new double[n];
        for (int row = n - 1; row >= 0; row--) {
            double rest = system[row][n];
            for (int k = row + 1; k < n; k++) {
                rest -= system[row][k] * solution[k];
            }
            solution[row] = rest / system[row][row];
        }
        return solution;
    }

    private static double[] moved(double[] beta, double[] move, double size) {
        double[] next = new double[beta.length];
        for (int i = 0; i < next.length; i++) {
            next[i] = beta[i] + size * move[i];
        }
        return next;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
