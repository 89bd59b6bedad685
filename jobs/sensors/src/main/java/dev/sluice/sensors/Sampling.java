// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.decisioning.event.FeaturizedEvent;

import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which readings a training keeps. Up to a moment all by which a fault should be noticed, and one
 * in so many of the ordinary ones, since neighbours say the same. From then on, where shares must
 * be as in life, all readings of one sensor in so many, and none of the others.
 *
 * <p>Readings at which a fault lingers are left out, and of what is learned from those shortly
 * after a fault: they are neither. Which of the others are kept follows from their ids.
 */
public final class Sampling implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Ordinary readings that are learned from, about. */
    private static final int LEARNED = 120_000;

    /** Readings of a sensor after a fault that may still show it. */
    private static final int AFTERMATH = 100;

    /** Readings that are calibrated on, about. */
    private static final int CALIBRATED = 40_000;

    private final Set<String> faulty;
    private final Set<String> neither;
    private final int readings;
    private final int sensors;
    private final long sensorsFromMs;

    private Sampling(
            Set<String> faulty,
            Set<String> neither,
            int readings,
            int sensors,
            long sensorsFromMs) {
        this.faulty = faulty;
        this.neither = neither;
        this.readings = readings;
        this.sensors = sensors;
        this.sensorsFromMs = sensorsFromMs;
    }

    /**
     * A sampling for a history, as thin as it has to be.
     *
     * @param fromMs start of what is learned from
     * @param calibratedFromMs its end, and start of what is calibrated on
     * @param toMs the end of that
     * @throws IOException if the history cannot be read
     */
    public static Sampling of(ReadingSource source, long fromMs, long calibratedFromMs, long toMs)
            throws IOException {
        Set<String> faulty = new HashSet<>();
        Set<String> neither = new HashSet<>();
        Map<String, Integer> aftermath = new HashMap<>();
        long[] counts = new long[2];
        for (int part = 0; part < source.parts(); part++) {
            source.read(
                    part,
                    labelled -> {
                        long time = labelled.reading().eventTimeMs();
                        if (time < fromMs || time >= toMs) {
                            return;
                        }
                        boolean isLearned = time < calibratedFromMs;
                        counts[isLearned ? 0 : 1]++;
                        String sensor = labelled.reading().sensorId();
                        switch (labelled.truth()) {
                            case FAULTY -> {
                                faulty.add(labelled.reading().eventId());
                                aftermath.put(sensor, AFTERMATH);
                            }
                            case LINGERING -> {
                                neither.add(labelled.reading().eventId());
                                aftermath.put(sensor, AFTERMATH);
                            }
                            case ORDINARY -> {
                                int left = aftermath.getOrDefault(sensor, 0);
                                if (left > 0 && isLearned) {
                                    neither.add(labelled.reading().eventId());
                                    aftermath.put(sensor, left - 1);
                                }
                            }
                        }
                    });
        }
        return new Sampling(
                faulty,
                neither,
                oneIn(counts[0], LEARNED),
                oneIn(counts[1], CALIBRATED),
                calibratedFromMs);
    }

    private static int oneIn(long readings, int most) {
        return (int) Math.max(1, readings / most);
    }

    boolean keeps(FeaturizedEvent event) {
        String id = event.eventId();
        if (neither.contains(id)) {
            return false;
        }
        return event.eventTimeMs() >= sensorsFromMs
                ? isOneIn(sensors, event.entityKey())
                : faulty.contains(id) || isOneIn(readings, id);
    }

    private static boolean isOneIn(int number, String id) {
        // the hash of a text hardly differs between neighbours before its bits are spread
        int spread = id.hashCode() * 0x9E3779B1;
        return Math.floorMod(spread >>> 8, number) == 0;
    }
}
