// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;

/** The processor time of this process: the job with its engine, its compiler and its collector. */
final class ProcessClock {

    private final OperatingSystemMXBean system =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    long nanos() {
        return system.getProcessCpuTime();
    }
}
