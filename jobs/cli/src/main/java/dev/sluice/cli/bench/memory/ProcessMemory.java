// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.memory;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Memory of this process at one moment, megabytes.
 *
 * @param heapMb heap that is in use after a collection
 * @param residentMb memory of the process that is in RAM, heap included; absent where the system
 *     does not say
 * @param nativeMb what is resident less the heap that the JVM holds; absent where the system does
 *     not say
 */
public record ProcessMemory(double heapMb, OptionalDouble residentMb, OptionalDouble nativeMb) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    private static final String PEAK = "VmHWM:";
    private static final double MB = 1 << 20;

    /** Collects garbage and looks. */
    public static ProcessMemory now() throws IOException {
        // the second one frees what cleaners of the first one let go
        System.gc();
        System.gc();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        OptionalDouble resident = residentMb(status());
        return new ProcessMemory(
                heap.getUsed() / MB,
                resident,
                resident.isPresent()
                        ? OptionalDouble.of(resident.getAsDouble() - heap.getCommitted() / MB)
                        : resident);
    }

    /** Most memory that this process ever had in RAM, MiB; absent where the system does not say. */
    public static OptionalDouble peakMb() throws IOException {
        return megabytes(status(), PEAK);
    }

    /** The resident memory that the lines of a status file name. */
    static OptionalDouble residentMb(List<String> status) {
        return megabytes(status, RESIDENT);
    }

    private static List<String> status() throws IOException {
        return Files.isReadable(STATUS) ? Files.readAllLines(STATUS) : List.of();
    }

    private static OptionalDouble megabytes(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).replace("kB", "").strip())
                .mapToDouble(kilobytes -> Long.parseLong(kilobytes) * 1024 / MB)
                .findFirst();
    }
}
