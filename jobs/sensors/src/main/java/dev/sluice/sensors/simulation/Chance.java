// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.simulation;

import java.util.SplittableRandom;

/** Random numbers of one sensor; equal seeds and numbers give equal ones. */
final class Chance {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double COUNTED = 30;

    private final SplittableRandom random;

    Chance(long seed, long sensor) {
        this.random = new SplittableRandom(seed * GOLDEN + sensor);
    }

    double uniform(double low, double high) {
        return random.nextDouble(low, high);
    }

    /** A number between two, even over their logarithms. */
    double logUniform(double low, double high) {
        return StrictMath.exp(random.nextDouble(StrictMath.log(low), StrictMath.log(high)));
    }

    /** A whole number from low on, below high. */
    int whole(int low, int high) {
        return random.nextInt(low, high);
    }

    boolean happens(double chance) {
        return random.nextDouble() < chance;
    }

    double gaussian() {
        return random.nextGaussian();
    }

    double exponential(double mean) {
        return mean * random.nextExponential();
    }

    double sign() {
        return random.nextBoolean() ? 1 : -1;
    }

    double pick(double... among) {
        return among[random.nextInt(among.length)];
    }

    /** An index, by weights. */
    int weighted(double... weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double at = random.nextDouble() * sum;
        for (int i = 0; i < weights.length; i++) {
            at -= weights[i];
            if (at < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    /** A Pareto number less one: mostly small, sometimes very large. */
    double pareto(double shape) {
        return StrictMath.pow(1 - random.nextDouble(), -1 / shape) - 1;
    }

    /** Number of arrivals at a rate; of a normal distribution where the rate is high. */
    int poisson(double rate) {
        if (rate > COUNTED) {
            return (int) Math.max(0, Math.round(rate + Math.sqrt(rate) * random.nextGaussian()));
        }
        double limit = StrictMath.exp(-rate);
        int number = 0;
        for (double product = random.nextDouble();
                product > limit;
                product *= random.nextDouble()) {
            number++;
        }
        return number;
    }

    /** A walk that forgets: each value keeps a share of the last. */
    double[] autoregression(int length, double keep, double spread) {
        double[] values = new double[length];
        double last = 0;
        for (int i = 0; i < length; i++) {
            last = keep * last + spread * random.nextGaussian();
            values[i] = last;
        }
        return values;
    }
}
