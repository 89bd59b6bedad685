// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.simulation;

import dev.sluice.sensors.FaultKind;
import dev.sluice.sensors.KnownFault;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Lets a sensor break down in one way after the other, with time to recover between.
 *
 * <p>A fault that would leave no trace is not put in: a channel has to have a habit to change its
 * frequency, and to go with another one to leave it.
 */
final class FaultRounds {

    /** Faults do not begin before this share of the time: a sensor has to be known first. */
    private static final double KNOWN = 0.2;

    /** One fault in so many steps. */
    private static final int ROUND = 500;

    private static final int JITTER = 100;
    private static final int RECOVERY = 80;
    private static final int ROOM = 50;
    private static final int TRIES = 12;
    private static final double ALL_CHANNELS = 0.4;

    /** Mean change by which a frequency that has changed can be told at all. */
    private static final double FASTER = 1.25;

    /** Channels go together from this correlation on, and no longer below half of it. */
    private static final double TOGETHER = 0.5;

    private final Chance chance;
    private final double[][] channels;
    private final int day;

    FaultRounds(Chance chance, RecordedSensor sensor) {
        this.chance = chance;
        this.channels = sensor.channels();
        this.day = sensor.day();
    }

    /** Puts the faults in, and tells where, in order. */
    List<PlacedFault> put() {
        Deque<KnownFault> turns = new ArrayDeque<>(turns());
        List<PlacedFault> faults = new ArrayList<>();
        int length = channels[0].length;
        int free = 0;
        for (int round = (int) (KNOWN * length); round + ROOM <= length; round += ROUND) {
            int from = round + chance.whole(0, JITTER);
            if (from < Math.max(2, free) || from + ROOM > length) {
                continue;
            }
            KnownFault turn = turns.removeFirst();
            Optional<PlacedFault> fault = put(turn, from);
            if (fault.isPresent()) {
                faults.add(fault.get());
                free = fault.get().end() + RECOVERY;
                turns.addLast(turn);
            }
        }
        return faults;
    }

    /** The faults in the order in which they come about; one that cannot has only one turn. */
    private List<KnownFault> turns() {
        List<KnownFault> turns = new ArrayList<>();
        for (KnownFault fault : KnownFault.values()) {
            if (fault != KnownFault.APART || channels.length > 1) {
                turns.add(chance.whole(0, turns.size() + 1), fault);
            }
        }
        return turns;
    }

    private Optional<PlacedFault> put(KnownFault fault, int from) {
        return switch (fault) {
            case SILENCE -> silence(from);
            case APART -> apart(from);
            default -> changed(fault, from);
        };
    }

    private Optional<PlacedFault> silence(int from) {
        int to = Math.min(channels[0].length - 1, from + chance.whole(8, 100));
        return Optional.of(new PlacedFault(KnownFault.SILENCE, from, to));
    }

    private Optional<PlacedFault> changed(KnownFault fault, int from) {
        for (int i = 0; i < TRIES; i++) {
            int one = chance.whole(0, channels.length);
            boolean all = channels.length > 1 && chance.happens(ALL_CHANNELS);
            int to = from;
            for (int channel = 0; channel < channels.length; channel++) {
                if (all || channel == one) {
                    to = Math.max(to, changed(fault, from, channels[channel]));
                }
            }
            if (to > from) {
                return Optional.of(new PlacedFault(fault, from, to));
            }
        }
        return Optional.empty();
    }

    /** The step after the last one that is spoilt; the first one if the fault leaves no trace. */
    private int changed(KnownFault fault, int from, double[] values) {
        double[] before = values.clone();
        FaultInjection injection = new FaultInjection(chance, values, from, day);
        Fault put =
                switch (fault) {
                    case PATTERN -> injection.shape();
                    case FREQUENCY -> injection.frequency();
                    default -> injection.put(fault.kind().orElseThrow());
                };
        boolean isVisible =
                injection.isVisible(before, put)
                        && (fault != KnownFault.FREQUENCY || isFaster(before, values, put));
        if (!isVisible) {
            System.arraycopy(before, 0, values, 0, before.length);
        }
        return isVisible ? put.to() : from;
    }

    private static boolean isFaster(double[] before, double[] after, Fault fault) {
        double ratio = meanChange(after, fault) / meanChange(before, fault);
        return ratio > FASTER || ratio < 1 / FASTER;
    }

    private static double meanChange(double[] values, Fault fault) {
        double sum = 0;
        for (int i = fault.from() + 1; i < fault.to(); i++) {
            sum += Math.abs(values[i] - values[i - 1]);
        }
        return sum;
    }

    /** A channel says what it said some time ago: possible for it, but not beside the others. */
    private Optional<PlacedFault> apart(int from) {
        for (int i = 0; i < TRIES; i++) {
            double[] values = channels[chance.whole(0, channels.length)];
            double[] other = nearest(values, from);
            double together = correlation(values, other, 0, from);
            double[] before = values.clone();
            Fault put =
                    new FaultInjection(chance, values, from, day)
                            .past(
                                    FaultKind.APART,
                                    Math.max(1, from / 2 - day / 3),
                                    chance.whole(40, 400));
            if (together >= TOGETHER
                    && correlation(values, other, from, put.to()) < together * TOGETHER) {
                return Optional.of(new PlacedFault(KnownFault.APART, from, put.to()));
            }
            System.arraycopy(before, 0, values, 0, before.length);
        }
        return Optional.empty();
    }

    /** The other channel that this one goes with most. */
    private double[] nearest(double[] values, int to) {
        double[] nearest = new double[values.length];
        double most = 0;
        for (double[] other : channels) {
            double correlation = correlation(values, other, 0, to);
            if (other != values && correlation > most) {
                most = correlation;
                nearest = other;
            }
        }
        return nearest;
    }

    /** How far two channels go together, either way, from 0 to 1; 0 where one does not move. */
    private static double correlation(double[] a, double[] b, int from, int to) {
        double meanA = Arrays.stream(a, from, to).average().orElse(0);
        double meanB = Arrays.stream(b, from, to).average().orElse(0);
        double product = 0;
        double squareA = 0;
        double squareB = 0;
        for (int i = from; i < to; i++) {
            product += (a[i] - meanA) * (b[i] - meanB);
            squareA += (a[i] - meanA) * (a[i] - meanA);
            squareB += (b[i] - meanB) * (b[i] - meanB);
        }
        double scale = Math.sqrt(squareA * squareB);
        return scale > 0 ? Math.abs(product) / scale : 0;
    }
}
