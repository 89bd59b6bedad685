// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import java.io.IOException;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * A bounded history of readings that can be read any number of times, part by part.
 *
 * <p>Parts may follow each other in time or be of different sensors; the readings of a sensor are
 * in one order. Several parts may be read at once, from several threads if each has its own copy.
 */
public interface ReadingSource extends Serializable {

    /** Number of parts. */
    int parts();

    /**
     * Reads a part from its beginning to its end.
     *
     * @param part number of the part, from 0
     * @param sink receives its readings
     * @throws IOException if it cannot be read; the message names the place
     */
    void read(int part, Consumer<LabelledReading> sink) throws IOException;
}
