// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.simulation;

import java.util.List;

/** One sensor: what its channels say, step by step, and what is wrong with them when. */
final class SimulatedSensor {

    /** Steps, in minutes, and how often sensors have them. */
    private static final double[] MINUTES = {5, 10, 30, 60};

    private static final double[] MINUTE_WEIGHTS = {60, 15, 12, 13};
    private static final long MINUTE_MS = 60_000;

    private static final double MANY_CHANNELS = 0.2;

    private final Clock clock;
    private final double[][] channels;
    private final List<Fault> faults;

    private SimulatedSensor(Clock clock, double[][] channels, List<Fault> faults) {
        this.clock = clock;
        this.channels = channels;
        this.faults = List.copyOf(faults);
    }

    static SimulatedSensor of(SimulatorConfig config, int number) {
        Chance chance = new Chance(config.seed(), number);
        long step = (long) MINUTES[chance.weighted(MINUTE_WEIGHTS)] * MINUTE_MS;
        Clock clock =
                new Clock(
                        config.fromMs(),
                        step,
                        (int) ((config.to().toEpochMilli() - config.fromMs()) / step));
        double[][] channels = channels(chance, clock, width(config, chance));
        List<Fault> faults =
                new Breakdowns(chance, channels, clock.day()).number(config.faultsPerSensor());
        SimulatedSensor sensor = new SimulatedSensor(clock, channels, faults);
        sensor.lose(chance);
        return sensor;
    }

    Clock clock() {
        return clock;
    }

    int width() {
        return channels.length;
    }

    /** Value of a channel at a step; NaN where it says nothing. */
    double value(int channel, int step) {
        return channels[channel][step];
    }

    List<Fault> faults() {
        return faults;
    }

    private static int width(SimulatorConfig config, Chance chance) {
        if (config.channels() > 0) {
            return config.channels();
        }
        return chance.happens(MANY_CHANNELS) ? chance.whole(2, 13) : 1;
    }

    /** Channels that go together: each follows what all share, and something of its own. */
    private static double[][] channels(Chance chance, Clock clock, int width) {
        double[] shared = Behaviour.any(chance, clock);
        if (width == 1) {
            return new double[][] {shared};
        }
        double spread = Spread.of(shared, shared.length).deviation();
        double[][] channels = new double[width][];
        for (int channel = 0; channel < width; channel++) {
            double[] own = Behaviour.any(chance, clock);
            double ownSpread = Spread.of(own, own.length).deviation();
            double follows = chance.happens(0.8) ? chance.sign() * chance.uniform(0.5, 3) : 0;
            double independent = chance.uniform(0.05, 0.6);
            double scale = chance.logUniform(0.1, 100);
            for (int i = 0; i < own.length; i++) {
                own[i] =
                        scale
                                * (follows * shared[i] / spread
                                        + (follows == 0 ? 1 : independent) * own[i] / ownSpread);
            }
            channels[channel] = own;
        }
        return channels;
    }

    /** Some sensors lose single values. */
    private void lose(Chance chance) {
        double often = chance.happens(0.2) ? chance.uniform(0, 0.01) : 0;
        for (double[] values : channels) {
            for (int i = 0; i < values.length; i++) {
                if (chance.happens(often)) {
                    values[i] = Double.NaN;
                }
            }
        }
    }
}
