// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.simulation;

import dev.sluice.sensors.FaultKind;

import java.util.Arrays;

/** Puts faults into what a channel ordinarily says. */
final class FaultInjection {

    private static final double NO_CHANGE = 1;

    private final Chance chance;
    private final double[] values;
    private final int from;
    private final int day;
    private final Spread spread;

    /**
     * Faults that begin at a step.
     *
     * @param values values of the channel, changed in place
     * @param from where a fault begins; later than the first values
     * @param day steps of a day
     */
    FaultInjection(Chance chance, double[] values, int from, int day) {
        this.chance = chance;
        this.values = values;
        this.from = from;
        this.day = day;
        this.spread = Spread.of(values, from);
    }

    /** Puts a fault of a kind in and tells which steps it spoils. */
    Fault put(FaultKind kind) {
        int to =
                switch (kind) {
                    case SPIKE -> spike();
                    case SHIFT -> shift();
                    case DRIFT -> drift();
                    case NOISE -> noise();
                    case STUCK -> stuck();
                    case PATTERN -> pattern();
                    case APART ->
                            throw new IllegalArgumentException(
                                    "One channel alone cannot leave the others");
                };
        return put(kind, to);
    }

    /** Lets the habit of the channel have another shape, or come at another time. */
    Fault shape() {
        return put(FaultKind.PATTERN, chance.happens(0.5) ? flat() : early());
    }

    /** Lets the habit of the channel be faster or slower. */
    Fault frequency() {
        return put(FaultKind.PATTERN, speed());
    }

    /** Lets the channel say again what it said so many steps before. */
    Fault past(FaultKind kind, int ago, int length) {
        int to = end(length);
        replay(to, 1, Math.max(0, from - ago));
        return new Fault(kind, from, to);
    }

    private Fault put(FaultKind kind, int to) {
        if (spread.lowest() >= 0) {
            for (int i = from; i < to; i++) {
                values[i] = Math.max(0, values[i]);
            }
        }
        return new Fault(kind, from, to);
    }

    /** Whether what is there now could be told from what was there before at all. */
    boolean isVisible(double[] before, Fault fault) {
        double largest = 0;
        for (int i = fault.from(); i < fault.to(); i++) {
            largest = Math.max(largest, Math.abs(values[i] - before[i]));
        }
        return switch (fault.kind()) {
            case STUCK, PATTERN -> largest > 0;
            default -> largest >= NO_CHANGE * spread.change();
        };
    }

    private int spike() {
        double sign = chance.pick(1, 1, -1);
        switch (chance.weighted(45, 37, 18)) {
            case 0 -> {
                int to = end(chance.whole(1, 5));
                double size = sign * chance.uniform(0.5, 3) * spread.range();
                for (int i = from; i < to; i++) {
                    values[i] += size;
                }
                return to;
            }
            case 1 -> {
                int to = end(chance.whole(6, 60));
                double size = sign * chance.uniform(0.4, 2) * spread.range();
                for (int i = from; i < to; i++) {
                    values[i] += size * (1 + 0.2 * chance.gaussian());
                }
                return to;
            }
            default -> {
                int to = end(chance.whole(40, 300));
                double often = chance.uniform(0.08, 0.4);
                double size = sign * chance.uniform(0.4, 1.5) * spread.range();
                for (int i = from; i < to; i++) {
                    values[i] += i == from || chance.happens(often) ? size : 0;
                }
                return to;
            }
        }
    }

    private int shift() {
        double sign = chance.pick(1, 1, -1);
        switch (chance.weighted(50, 35, 15)) {
            case 0 -> {
                int to = end(chance.whole(values.length / 20 + 1, values.length / 3 + 2));
                double size = sign * chance.uniform(0.3, 1.2) * spread.range();
                for (int i = from; i < to; i++) {
                    values[i] += size;
                }
                return to;
            }
            case 1 -> {
                int to = end(chance.whole(3, 150));
                boolean dead = chance.happens(0.6);
                double level = dead ? Math.min(0, spread.lowest()) : spread.lowest();
                for (int i = from; i < to; i++) {
                    values[i] = level + (dead ? 0 : 0.02 * spread.range() * chance.gaussian());
                }
                return to;
            }
            default -> {
                int to = end(chance.whole(15, 80));
                double size = sign * chance.uniform(0.5, 2) * spread.range();
                for (int i = from; i < to; i++) {
                    values[i] += size * StrictMath.sin(Math.PI * (i - from) / (to - from));
                }
                return to;
            }
        }
    }

    private int drift() {
        int to = end(chance.whole(60, 400));
        double size = chance.pick(1, 1, -1) * chance.uniform(0.6, 2) * spread.range();
        for (int i = from; i < to; i++) {
            values[i] += size * (i - from) / (to - from);
        }
        return to;
    }

    private int noise() {
        int to = end(chance.whole(30, 300));
        double size = Math.max(spread.change(), 0.1 * spread.range()) * chance.uniform(1.5, 5);
        for (int i = from; i < to; i++) {
            values[i] += size * chance.gaussian();
        }
        return to;
    }

    private int stuck() {
        int to = end(chance.whole(20, 250));
        Arrays.fill(values, from, to, values[from]);
        return to;
    }

    private int pattern() {
        return switch (chance.weighted(33, 33, 34)) {
            case 0 -> flat();
            case 1 -> early();
            default -> speed();
        };
    }

    private int flat() {
        int to = end((int) (day * chance.uniform(0.3, 1.2)) + 1);
        for (int i = from; i < to; i++) {
            values[i] = spread.median() + 0.7 * spread.change() * chance.gaussian();
        }
        return to;
    }

    private int early() {
        int to = end((int) (day * chance.uniform(0.3, 1.2)) + 1);
        int earlier = Math.max(1, (int) (day * chance.uniform(0.25, 0.75)));
        replay(to, 1, Math.max(0, from - earlier));
        return to;
    }

    private int speed() {
        int to = end(chance.whole(80, 400));
        replay(to, chance.pick(0.4, 2, 3), Math.max(0, from - 200));
        return to;
    }

    /** Plays the past again from a step on, at another speed. */
    private void replay(int to, double speed, int source) {
        double[] past = Arrays.copyOf(values, from);
        for (int i = from; i < to; i++) {
            values[i] = past[(source + (int) ((i - from) * speed)) % from];
        }
    }

    private int end(int length) {
        return Math.min(values.length, from + Math.max(1, length));
    }
}
