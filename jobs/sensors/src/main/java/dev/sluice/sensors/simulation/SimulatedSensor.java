// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.simulation;

import dev.sluice.sensors.FaultKind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One sensor: what its channels say, step by step, and what is wrong with them when. */
final class SimulatedSensor {

    /** Faults do not begin before this share of the time: a sensor has to be known first. */
    private static final double KNOWN = 0.15;

    /** Steps, in minutes, and how often sensors have them. */
    private static final double[] MINUTES = {5, 10, 30, 60};

    private static final double[] MINUTE_WEIGHTS = {60, 15, 12, 13};
    private static final long MINUTE_MS = 60_000;

    private static final double MANY_CHANNELS = 0.2;
    private static final double ALL_CHANNELS = 0.4;
    private static final double APART = 0.35;
    private static final double[] KIND_WEIGHTS = {35, 34, 7, 8, 7, 12, 0};

    private final Clock clock;
    private final double[][] channels;
    private final List<Fault> faults;

    private SimulatedSensor(Clock clock, double[][] channels, List<Fault> faults) {
        this.clock = clock;
        this.channels = channels;
        this.faults = faults;
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
        SimulatedSensor sensor = new SimulatedSensor(clock, channels, new ArrayList<>());
        sensor.breakDown(chance, config.faultsPerSensor());
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
        return List.copyOf(faults);
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

    private void breakDown(Chance chance, double rate) {
        int number = chance.poisson(rate);
        int length = clock.length();
        int first = (int) (KNOWN * length);
        int room = (length - first) / Math.max(1, number);
        for (int i = 0; i < number; i++) {
            int from = first + i * room + chance.whole(0, Math.max(1, room));
            boolean isFree = faults.isEmpty() || faults.get(faults.size() - 1).to() < from;
            if (from < 2 || from >= length || !isFree) {
                continue;
            }
            boolean apart = channels.length > 1 && chance.happens(APART);
            Fault fault = apart ? apart(chance, from) : put(chance, from, kind(chance));
            if (fault.to() > fault.from()) {
                faults.add(fault);
            }
        }
    }

    private static FaultKind kind(Chance chance) {
        return FaultKind.values()[chance.weighted(KIND_WEIGHTS)];
    }

    /** A fault of one channel, or of all of them at once. */
    private Fault put(Chance chance, int from, FaultKind kind) {
        int one = chance.whole(0, channels.length);
        boolean all = channels.length > 1 && chance.happens(ALL_CHANNELS);
        int to = from;
        for (int channel = 0; channel < channels.length; channel++) {
            if (!all && channel != one) {
                continue;
            }
            double[] before = channels[channel].clone();
            FaultInjection injection =
                    new FaultInjection(chance, channels[channel], from, clock.day());
            Fault fault = injection.put(kind);
            if (injection.isVisible(before, fault)) {
                to = Math.max(to, fault.to());
            } else {
                System.arraycopy(before, 0, channels[channel], 0, before.length);
            }
        }
        return new Fault(kind, from, to);
    }

    /** A channel says what it said some time ago: possible for it, but not beside the others. */
    private Fault apart(Chance chance, int from) {
        double[] values = channels[chance.whole(0, channels.length)];
        int to = Math.min(values.length, from + chance.whole(40, 400));
        int ago = Math.max(1, from / 2 - clock.day() / 3);
        double[] past = Arrays.copyOf(values, from);
        for (int i = from; i < to; i++) {
            values[i] = past[(from - ago + i - from) % from];
        }
        return new Fault(FaultKind.APART, from, to);
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
