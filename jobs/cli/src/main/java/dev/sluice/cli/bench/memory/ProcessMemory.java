// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.memory;

import java.io.IOException;
import java.lang.management.ManagementFactory;
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
 */
record ProcessMemory(double heapMb, OptionalDouble residentMb) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    private static final double MB = 1 << 20;

    /** Collects garbage and looks. */
    static ProcessMemory now() throws IOException {
        // the second one frees what cleaners of the first one let go
        System.gc();
        System.gc();
        return new ProcessMemory(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MB,
                Files.isReadable(STATUS)
                        ? residentMb(Files.readAllLines(STATUS))
                        : OptionalDouble.empty());
    }

    /** The resident memory that the lines of a status file name. */
    static OptionalDouble residentMb(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith(RESIDENT))
                .map(line -> line.substring(RESIDENT.length()).replace("kB", "").strip())
                .mapToDouble(kilobytes -> Long.parseLong(kilobytes) * 1024 / MB)
                .findFirst();
    }
}
