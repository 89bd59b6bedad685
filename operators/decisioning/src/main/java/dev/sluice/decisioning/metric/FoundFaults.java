// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What alarms find of the faults that are known, and how often they are raised for nothing.
 *
 * <p>A fault is found by the first alarm that is raised from its beginning until {@value
 * WatchedEntity#AFTERMATH} usual gaps of its entity behind its end, but not by one that comes more
 * than {@value WatchedEntity#LATEST} usual gaps after its beginning. An alarm that was raised
 * before and lasts finds nothing. A false alarm is one that is raised in no fault, nor shortly
 * behind one; further alarms in a fault are neither. The usual gap is the median of an entity's.
 *
 * @param kinds the faults by kind, in order of their names
 * @param alarms alarms raised
 * @param falseAlarms those of them that are about no fault
 * @param days days that entities were watched, all together
 */
public record FoundFaults(List<Kind> kinds, int alarms, int falseAlarms, double days) {

    private static final double DAY_MS = 86_400_000;

    /**
     * The faults of one kind.
     *
     * @param kind what was wrong
     * @param faults number of faults that began while their entity was watched
     * @param found those of them that were found
     * @param medianDelay usual gaps from the beginning of a fault to the alarm that finds it, the
     *     middle one; NaN if none is found
     */
    public record Kind(String kind, int faults, int found, double medianDelay) {

        /** Share of the faults that are found. */
        public double recall() {
            return (double) found / faults;
        }
    }

    /** Copies the list. */
    public FoundFaults {
        kinds = List.copyOf(kinds);
    }

    /** What the alarms about some entities find. */
    public static FoundFaults of(List<WatchedEntity> entities) {
        Map<String, List<Double>> delays = new TreeMap<>();
        int alarms = 0;
        int falseAlarms = 0;
        double days = 0;
        for (WatchedEntity entity : entities) {
            double gap = entity.usualGapMs();
            for (FaultSpan fault : entity.begun()) {
                OptionalLong found = entity.foundMs(fault);
                delays.computeIfAbsent(fault.kind(), kind -> new ArrayList<>())
                        .add(
                                found.isPresent()
                                        ? (found.getAsLong() - fault.fromMs()) / gap
                                        : Double.NaN);
            }
            alarms += entity.alarmsMs().length;
            falseAlarms += entity.falseAlarms();
            days += entity.watchedMs() / DAY_MS;
        }
        List<Kind> kinds = new ArrayList<>();
        delays.forEach((kind, of) -> kinds.add(kind(kind, of)));
        return new FoundFaults(kinds, alarms, falseAlarms, days);
    }

    /** Number of faults of all kinds. */
    public int faults() {
        return kinds.stream().mapToInt(Kind::faults).sum();
    }

    /** Number of those that are found. */
    public int found() {
        return kinds.stream().mapToInt(Kind::found).sum();
    }

    private static Kind kind(String kind, List<Double> delays) {
        double[] found =
                delays.stream()
                        .mapToDouble(Double::doubleValue)
                        .filter(delay -> !Double.isNaN(delay))
                        .sorted()
                        .toArray();
        return new Kind(kind, delays.size(), found.length, median(found));
    }

    private static double median(double[] sorted) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
