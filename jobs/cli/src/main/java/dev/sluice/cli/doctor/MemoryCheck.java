// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.doctor;

import dev.sluice.cli.size.UnitCosts;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;

import java.io.IOException;
import java.util.List;

/** The memory of a TaskManager has room for TensorFlow, which Flink does not count. */
final class MemoryCheck implements Check {

    private static final String SIZE = "taskmanager.memory.process.size";

    private final Configuration cluster;

    MemoryCheck(Configuration cluster) {
        this.cluster = cluster;
    }

    @Override
    public String name() {
        return "memory of a TaskManager";
    }

    @Override
    public List<Finding> run() throws IOException {
        if (cluster.toMap().keySet().stream()
                .noneMatch(key -> key.startsWith("taskmanager.memory."))) {
            return List.of(
                    Finding.ok(
                            name(),
                            "no taskmanager.memory.* here; --flink-home or flink.* names those of"
                                    + " the cluster"));
        }
        TaskExecutorProcessSpec spec;
        try {
            spec = TaskExecutorProcessUtils.processSpecFromConfig(cluster);
        } catch (IllegalConfigurationException e) {
            return List.of(
                    Finding.fail(
                            name(),
                            e.getMessage(),
                            "Set " + SIZE + ", and what differs from Flink's shares of it."));
        }
        UnitCosts costs = UnitCosts.packaged();
        long outside =
                spec.getTotalProcessMemorySize().getMebiBytes()
                        - spec.getJvmHeapMemorySize().getMebiBytes()
                        - spec.getManagedMemorySize().getMebiBytes();
        long heap = spec.getJvmHeapMemorySize().getMebiBytes();
        String found =
                heap + " MiB of heap, " + outside + " MiB outside of heap and managed memory";
        if (outside < costs.nativeMb()) {
            return List.of(
                    Finding.fail(
                            name(),
                            found + "; a process with TensorFlow needs " + (long) costs.nativeMb(),
                            "Raise taskmanager.memory.task.off-heap.size by "
                                    + (long) (costs.nativeMb() - outside)
                                    + " MiB or more, and "
                                    + SIZE
                                    + " with it ('./sluice size' works out the rest)."));
        }
        if (heap < 2 * costs.baseHeapMb()) {
            return List.of(
                    Finding.fail(
                            name(),
                            found + "; the stages alone need " + (long) (2 * costs.baseHeapMb()),
                            "Raise " + SIZE + " ('./sluice size' works out how far)."));
        }
        return List.of(Finding.ok(name(), found));
    }
}
