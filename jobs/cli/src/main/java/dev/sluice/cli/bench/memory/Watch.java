// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.memory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Samples of the memory of this process over a stretch of work. Not thread-safe. */
final class Watch {

    private final String unit;
    private final double unitSize;
    private final List<Double> work = new ArrayList<>();
    private final List<Double> heap = new ArrayList<>();
    private final List<Double> resident = new ArrayList<>();

    /**
     * A watch that has seen nothing.
     *
     * @param unit name of the unit of work that growth is given for
     * @param unitSize how much work that is
     */
    Watch(String unit, double unitSize) {
        this.unit = unit;
        this.unitSize = unitSize;
    }

    /** Takes a sample after so much work. */
    void look(long done) throws IOException {
        ProcessMemory memory = ProcessMemory.now();
        work.add(done / unitSize);
        heap.add(memory.heapMb());
        memory.residentMb().ifPresent(resident::add);
    }

    /** Trend of the heap after collections. */
    Trend heap() {
        return Trend.of(work, heap, unit);
    }

    /** Trend of the resident memory, where the system tells it. */
    Optional<Trend> resident() {
        return resident.size() == work.size()
                ? Optional.of(Trend.of(work, resident, unit))
                : Optional.empty();
    }
}
