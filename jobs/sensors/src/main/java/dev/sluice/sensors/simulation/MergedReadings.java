// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.simulation;

import dev.sluice.sensors.LabelledReading;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** The readings of several sensors, each in order of time, as one stream in order of (time, id). */
final class MergedReadings implements Iterator<LabelledReading> {

    private final PriorityQueue<Head> heads =
            new PriorityQueue<>(
                    Comparator.<Head>comparingLong(head -> head.next.reading().eventTimeMs())
                            .thenComparing(head -> head.next.reading().sensorId()));

    MergedReadings(List<Iterator<LabelledReading>> sensors) {
        sensors.stream().filter(Iterator::hasNext).forEach(rest -> heads.add(new Head(rest)));
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public LabelledReading next() {
        if (heads.isEmpty()) {
            throw new NoSuchElementException("all sensors have ended");
        }
        Head head = heads.poll();
        LabelledReading next = head.next;
        if (head.rest.hasNext()) {
            head.next = head.rest.next();
            heads.add(head);
        }
        return next;
    }

    /** A sensor and the reading that it has next. */
    private static final class Head {

        private final Iterator<LabelledReading> rest;
        private LabelledReading next;

        Head(Iterator<LabelledReading> rest) {
            this.rest = rest;
            this.next = rest.next();
        }
    }
}
