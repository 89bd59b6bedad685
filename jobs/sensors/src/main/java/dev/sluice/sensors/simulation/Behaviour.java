// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.simulation;

/** What a channel ordinarily says. */
enum Behaviour {
    /** A daily habit with noise, sometimes with a slow trend. */
    HABIT(16) {
        @Override
        double[] values(Chance chance, Clock clock) {
            double[] habit = clock.habit(chance);
            double[] noise =
                    chance.autoregression(
                            clock.length(), chance.uniform(0, 0.9), chance.uniform(0.1, 1.2));
            double trend = chance.happens(0.3) ? 3 * chance.uniform(-1, 1) : 0;
            for (int i = 0; i < noise.length; i++) {
                noise[i] += 10 * habit[i] + trend * i / noise.length;
            }
            return noise;
        }
    },
    /** Counts of events, in bursts. */
    COUNTS(16) {
        @Override
        double[] values(Chance chance, Clock clock) {
            double rate = chance.logUniform(1, 150);
            double scatter = chance.uniform(0, 0.6);
            double[] habit = clock.habit(chance);
            double[] slow = chance.autoregression(clock.length(), 0.97, chance.uniform(0.02, 0.12));
            double[] bursts = new double[clock.length()];
            if (chance.happens(0.7)) {
                bursts(chance, bursts);
            }
            double burst = rate * chance.uniform(0.3, 1.5);
            double[] values = new double[clock.length()];
            for (int i = 0; i < values.length; i++) {
                double expected =
                        rate
                                * (0.3 + habit[i])
                                * StrictMath.exp(slow[i] + scatter * chance.gaussian());
                values[i] = chance.poisson(expected) + Math.round(bursts[i] * burst);
            }
            return values;
        }
    },
    /** A level with noise, and ordinary peaks now and then. */
    LEVEL(16) {
        @Override
        double[] values(Chance chance, Clock clock) {
            double level = chance.uniform(1, 60);
            double[] values =
                    chance.autoregression(
                            clock.length(),
                            chance.uniform(0, 0.8),
                            level * chance.uniform(0.005, 0.1));
            double often = chance.happens(0.6) ? chance.pick(0.002, 0.01, 0.03) : 0;
            double peak = level * chance.uniform(0.2, 2);
            double[] habit = clock.habit(chance);
            double daily = chance.happens(0.4) ? level * chance.uniform(0.1, 0.8) : 0;
            int period = chance.whole(20, 300);
            int width = chance.whole(1, 4);
            double regular = chance.happens(0.3) ? level * chance.uniform(0.3, 1.5) : 0;
            for (int i = 0; i < values.length; i++) {
                values[i] += level + daily * habit[i] + (i % period < width ? regular : 0);
                if (chance.happens(often)) {
                    values[i] += chance.exponential(peak);
                }
                values[i] = Math.max(0, values[i]);
            }
            return values;
        }
    },
    /** A slow walk, as temperatures do. */
    SLOW(14) {
        @Override
        double[] values(Chance chance, Clock clock) {
            double[] values =
                    chance.autoregression(
                            clock.length(), chance.uniform(0.97, 0.997), chance.uniform(0.2, 0.7));
            double[] habit = clock.habit(chance);
            double daily = chance.uniform(0, 5);
            double noise = chance.uniform(0, 0.4);
            for (int i = 0; i < values.length; i++) {
                values[i] += 70 + daily * habit[i] + noise * chance.gaussian();
            }
            return values;
        }
    },
    /** Mostly small, sometimes large, as prices and waiting times are. */
    SKEWED(12) {
        @Override
        double[] values(Chance chance, Clock clock) {
            double[] values =
                    chance.autoregression(
                            clock.length(), chance.uniform(0, 0.7), chance.uniform(0.1, 0.7));
            double unit = chance.uniform(0.1, 50);
            double often = chance.uniform(0, 0.008);
            boolean daily = chance.happens(0.4);
            double[] habit = clock.habit(chance);
            for (int i = 0; i < values.length; i++) {
                values[i] = StrictMath.exp(values[i]) * unit;
                if (chance.happens(often)) {
                    values[i] *= 1 + chance.exponential(2);
                }
                values[i] *= daily ? 0.4 + habit[i] : 1;
            }
            return values;
        }
    },
    /** On and off. */
    PULSES(8) {
        @Override
        double[] values(Chance chance, Clock clock) {
            int period = chance.whole(12, 300);
            double on = Math.max(1, chance.uniform(0.05, 0.6) * period);
            int phase = chance.whole(0, period);
            double high = chance.uniform(5, 50);
            double low = chance.uniform(1, 20);
            double noise = chance.uniform(0, 1.5);
            double[] values = new double[clock.length()];
            for (int i = 0; i < values.length; i++) {
                values[i] =
                        low + ((i + phase) % period < on ? high : 0) + noise * chance.gaussian();
            }
            return values;
        }
    },
    /** A walk without a home. */
    WALK(6) {
        @Override
        double[] values(Chance chance, Clock clock) {
            double[] values = chance.autoregression(clock.length(), 0.9, 0.3);
            double level = 50;
            for (int i = 0; i < values.length; i++) {
                level += 0.05 * chance.gaussian();
                values[i] += level;
            }
            return values;
        }
    },
    /** A share between 0 and 100, often at its bounds. */
    BOUNDED(5) {
        @Override
        double[] values(Chance chance, Clock clock) {
            double[] values = chance.autoregression(clock.length(), 0.9, chance.uniform(1, 6));
            double[] habit = clock.habit(chance);
            double swing = 50 * chance.uniform(0.3, 2.5);
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.max(0, Math.min(100, values[i] + 60 + swing * (habit[i] - 0.5)));
            }
            return values;
        }
    },
    /** One value, or very few. */
    FLAT(3) {
        @Override
        double[] values(Chance chance, Clock clock) {
            double level = chance.uniform(1, 50);
            double often = chance.happens(0.6) ? 0.02 : 0;
            double[] values = new double[clock.length()];
            for (int i = 0; i < values.length; i++) {
                values[i] = level + (chance.happens(often) ? chance.whole(1, 3) : 0);
            }
            return values;
        }
    },
    /** Hours of rush, and jams, as on a road. */
    TRAFFIC(6) {
        @Override
        double[] values(Chance chance, Clock clock) {
            double[] values = chance.autoregression(clock.length(), 0.6, chance.uniform(2, 8));
            double[] habit = clock.habit(chance);
            for (int i = 0; i < values.length; i++) {
                values[i] = 40 + 30 * habit[i] * habit[i] + Math.abs(values[i]);
                if (chance.happens(0.01)) {
                    values[i] += chance.exponential(40);
                }
            }
            return values;
        }
    };

    private static final double[] WEIGHTS = weights();

    private static final double NEVER_BELOW_ZERO = 0;

    private final double weight;

    Behaviour(double weight) {
        this.weight = weight;
    }

    /** The values of a channel. */
    abstract double[] values(Chance chance, Clock clock);

    /** The values of some channel: of a random behaviour, in regimes or rounded at times. */
    static double[] any(Chance chance, Clock clock) {
        Behaviour behaviour = values()[chance.weighted(WEIGHTS)];
        double[] values = behaviour.values(chance, clock);
        boolean changes =
                switch (behaviour) {
                    case LEVEL, SLOW, SKEWED, BOUNDED, TRAFFIC, HABIT -> true;
                    default -> false;
                };
        if (changes && chance.happens(0.3)) {
            regimes(chance, values, behaviour == SLOW);
        }
        if (chance.happens(0.3)) {
            round(values, chance.pick(0.1, 0.5, 1));
        }
        return values;
    }

    /** Ordinary bursts that die away. */
    private static void bursts(Chance chance, double[] into) {
        int number = chance.poisson(into.length * chance.logUniform(3e-4, 1e-2));
        double shape = chance.uniform(1.2, 3);
        for (int burst = 0; burst < number; burst++) {
            int at = chance.whole(0, into.length);
            double size = Math.min(15, chance.pareto(shape) + 0.3);
            int length = (int) (chance.exponential(4) + 1);
            for (int i = at; i < Math.min(into.length, at + 6 * length); i++) {
                into[i] += size * StrictMath.exp(-(double) (i - at) / length);
            }
        }
    }

    /** A few levels that come again and again. */
    private static void regimes(Chance chance, double[] values, boolean belowZero) {
        double spread = Spread.of(values, values.length).deviation();
        double[] levels = new double[chance.whole(2, 4)];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = chance.gaussian() * spread * chance.uniform(0.3, 1.5);
        }
        double length = chance.uniform(40, 400);
        int at = 0;
        while (at < values.length) {
            int end = (int) Math.min(values.length, at + chance.exponential(length) + 5);
            double level = levels[chance.whole(0, levels.length)];
            for (; at < end; at++) {
                values[at] += level;
                if (!belowZero) {
                    values[at] = Math.max(NEVER_BELOW_ZERO, values[at]);
                }
            }
        }
    }

    private static void round(double[] values, double coarseness) {
        double spread = Spread.of(values, values.length).deviation();
        double unit = StrictMath.pow(10, Math.floor(StrictMath.log10(spread + 1e-9))) * coarseness;
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round(values[i] / unit) * unit;
        }
    }

    private static double[] weights() {
        double[] weights = new double[values().length];
        for (Behaviour behaviour : values()) {
            weights[behaviour.ordinal()] = behaviour.weight;
        }
        return weights;
    }
}
