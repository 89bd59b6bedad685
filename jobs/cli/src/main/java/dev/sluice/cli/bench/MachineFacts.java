// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench;

import dev.sluice.inference.Device;

import org.apache.flink.runtime.util.EnvironmentInformation;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What a figure was measured on.
 *
 * @param cores processors that the JVM may use
 * @param jvm name and version of the JVM
 * @param collectors garbage collectors: pauses are theirs
 * @param heapMb largest heap
 * @param os name, version and architecture of the operating system
 * @param flink version of Flink
 * @param device kind of device of the deep model
 * @param natives build of the inference engine
 * @param load mean number of threads of the whole machine that ran or wanted to, over the last
 *     minute, when the bench ended; negative where unknown
 */
public record MachineFacts(
        @JsonProperty("cores") int cores,
        @JsonProperty("jvm") String jvm,
        @JsonProperty("collectors") List<String> collectors,
        @JsonProperty("heap_mb") long heapMb,
        @JsonProperty("os") String os,
        @JsonProperty("flink") String flink,
        @JsonProperty("device") String device,
        @JsonProperty("natives") String natives,
        @JsonProperty("load") double load) {

    /** The facts about this process. */
    public static MachineFacts of(Device device) {
        return new MachineFacts(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .toList(),
                Runtime.getRuntime().maxMemory() >> 20,
                System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.version")
                        + " "
                        + System.getProperty("os.arch"),
                EnvironmentInformation.getVersion(),
                device.label(),
                device.natives(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** The facts about this process, of a bench that runs no model. */
    public static MachineFacts withoutModel() {
        return of(new Device(Device.Kind.CPU, "no model"));
    }

    /** The facts in one line. */
    @Override
    public String toString() {
        return cores
                + " cores (load "
                + load
                + "), "
                + jvm
                + ", Flink "
                + flink
                + ", "
                + device
                + " "
                + natives;
    }
}
