// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import java.io.IOException;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;

/**
 * Which readings a training keeps: all by which a fault should be noticed, and of the ordinary ones
 * one in so many up to a moment, then all.
 *
 * <p>Readings at which a fault lingers are left out: they are neither. Which of the ordinary ones
 * are kept follows from their ids.
 */
public final class Sampling implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Set<String> faulty;
    private final Set<String> lingering;
    private final int oneIn;
    private final long allFromMs;

    private Sampling(Set<String> faulty, Set<String> lingering, int oneIn, long allFromMs) {
        this.faulty = faulty;
        this.lingering = lingering;
        this.oneIn = oneIn;
        this.allFromMs = allFromMs;
    }

    /**
     * A sampling for a history.
     *
     * @param oneIn of so many ordinary readings one is kept
     * @param allFromMs from here on all are
     * @throws IOException if the history cannot be read
     */
    public static Sampling of(ReadingSource source, int oneIn, long allFromMs) throws IOException {
        Set<String> faulty = new HashSet<>();
        Set<String> lingering = new HashSet<>();
        for (int part = 0; part < source.parts(); part++) {
            source.read(
                    part,
                    labelled -> {
                        switch (labelled.truth()) {
                            case FAULTY -> faulty.add(labelled.reading().eventId());
                            case LINGERING -> lingering.add(labelled.reading().eventId());
                            case ORDINARY -> {}
                        }
                    });
        }
        return new Sampling(faulty, lingering, oneIn, allFromMs);
    }

    boolean keeps(String eventId, long timeMs) {
        if (faulty.contains(eventId)) {
            return true;
        }
        return !lingering.contains(eventId)
                && (timeMs >= allFromMs
                        || Math.floorMod(eventId.hashCode() * 0x9E3779B1, oneIn) == 0);
    }
}
