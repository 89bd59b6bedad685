// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Repeats rows so that a fault of one reading teaches as much as one of forty: an alarm is asked
 * for once a fault, not once a reading.
 */
final class EvenFaults {

    /** Rows of a fault, however many there are. */
    private static final int ROWS = 20;

    private EvenFaults() {}

    /**
     * Indices of rows, ascending: those of no fault once, those of a fault so often, as evenly as
     * can be, that there are {@value #ROWS}.
     *
     * @param faults which fault each row is of, counted from 1 on; 0 if of none
     */
    static IntStream repeated(int[] faults) {
        int[] lengths = new int[1 + Arrays.stream(faults).max().orElse(0)];
        for (int fault : faults) {
            lengths[fault]++;
        }
        int[] seen = new int[lengths.length];
        return IntStream.range(0, faults.length)
                .flatMap(
                        row -> {
                            int fault = faults[row];
                            int age = seen[fault]++;
                            int copies =
                                    fault == 0
                                            ? 1
                                            : ROWS * (age + 1) / lengths[fault]
                                                    - ROWS * age / lengths[fault];
                            return IntStream.generate(() -> row).limit(copies);
                        });
    }
}
