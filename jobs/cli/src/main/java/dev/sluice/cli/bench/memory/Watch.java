// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.memory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Samples of the memory of this process over a stretch of work. Not thread-safe. */
public final class Watch {

    private final String unit;
    private final double unitSize;
    private final List<Double> work = new ArrayList<>();
    private final List<Double> heap = new ArrayList<>();
    private final List<Double> resident = new ArrayList<>();
    private final List<Double> nativeMemory = new ArrayList<>();

    /**
     * A watch that has seen nothing.
     *
     * @param unit name of the unit of work that growth is given for
     * @param unitSize how much work that is
     */
    public Watch(String unit, double unitSize) {
        this.unit = unit;
        this.unitSize = unitSize;
    }

    /** Takes a sample after so much work. */
    public void look(double done) throws IOException {
        ProcessMemory memory = ProcessMemory.now();
        work.add(done / unitSize);
        heap.add(memory.heapMb());
        memory.residentMb().ifPresent(resident::add);
        memory.nativeMb().ifPresent(nativeMemory::add);
    }

    /** Trend of the heap after collections. */
    public Trend heap() {
        return Trend.of(work, heap, unit);
    }

    /** Trend of the resident memory, where the system tells it. */
    public Optional<Trend> resident() {
        return trend(resident);
    }

    /** Trend of what is resident besides the heap, where the system tells it. */
    public Optional<Trend> nativeMemory() {
        return trend(nativeMemory);
    }

    private Optional<Trend> trend(List<Double> samples) {
        return samples.size() == work.size()
                ? Optional.of(Trend.of(work, samples, unit))
                : Optional.empty();
    }
}
