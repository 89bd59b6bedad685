// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.simulation;

import dev.sluice.sensors.FaultKind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lets a sensor break down now and then, in one channel or in all. */
final class Breakdowns {

    /** Faults do not begin before this share of the time: a sensor has to be known first. */
    private static final double KNOWN = 0.15;

    private static final double ALL_CHANNELS = 0.4;
    private static final double APART = 0.35;
    private static final double[] KIND_WEIGHTS = {35, 34, 7, 8, 7, 12, 0};

    private final Chance chance;
    private final double[][] channels;
    private final int day;

    /**
     * Breakdowns of a sensor.
     *
     * @param channels values of each channel, as many in each, changed in place
     * @param day steps of a day
     */
    Breakdowns(Chance chance, double[][] channels, int day) {
        this.chance = chance;
        this.channels = channels;
        this.day = day;
    }

    /** Puts faults in, so many on average, and tells where, in order. */
    List<Fault> number(double rate) {
        List<Fault> faults = new ArrayList<>();
        int number = chance.poisson(rate);
        int length = channels[0].length;
        int first = (int) (KNOWN * length);
        int room = (length - first) / Math.max(1, number);
        for (int i = 0; i < number; i++) {
            int from = first + i * room + chance.whole(0, Math.max(1, room));
            boolean isFree = faults.isEmpty() || faults.get(faults.size() - 1).to() < from;
            if (from < 2 || from >= length || !isFree) {
                continue;
            }
            boolean apart = channels.length > 1 && chance.happens(APART);
            Fault fault = apart ? apart(from) : put(from, kind());
            if (fault.to() > fault.from()) {
                faults.add(fault);
            }
        }
        return faults;
    }

    private FaultKind kind() {
        return FaultKind.values()[chance.weighted(KIND_WEIGHTS)];
    }

    /** A fault of one channel, or of all of them at once. */
    private Fault put(int from, FaultKind kind) {
        int one = chance.whole(0, channels.length);
        boolean all = channels.length > 1 && chance.happens(ALL_CHANNELS);
        int to = from;
        for (int channel = 0; channel < channels.length; channel++) {
            if (!all && channel != one) {
                continue;
            }
            double[] before = channels[channel].clone();
            FaultInjection injection = new FaultInjection(chance, channels[channel], from, day);
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
    private Fault apart(int from) {
        double[] values = channels[chance.whole(0, channels.length)];
        int to = Math.min(values.length, from + chance.whole(40, 400));
        int ago = Math.max(1, from / 2 - day / 3);
        double[] past = Arrays.copyOf(values, from);
        for (int i = from; i < to; i++) {
            values[i] = past[(from - ago + i - from) % from];
        }
        return new Fault(FaultKind.APART, from, to);
    }
}
