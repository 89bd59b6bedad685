// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.doctor;

import dev.sluice.inference.Device;
import dev.sluice.stream.deep.DeepOptions;
import dev.sluice.stream.firstpass.FirstPassOptions;

import org.apache.flink.configuration.ReadableConfig;

import java.util.List;

/** The devices that are asked for are there. */
final class DeviceCheck implements Check {

    private final ReadableConfig own;
    private final boolean gpu;

    DeviceCheck(ReadableConfig own, boolean gpu) {
        this.own = own;
        this.gpu = gpu;
    }

    @Override
    public String name() {
        return "device asked for";
    }

    @Override
    public List<Finding> run() {
        boolean asked =
                own.get(DeepOptions.DEVICE) == Device.Kind.GPU
                        || own.get(FirstPassOptions.DEVICE) == Device.Kind.GPU;
        if (!asked) {
            return List.of(Finding.ok(name(), "cpu"));
        }
        return List.of(
                gpu
                        ? Finding.ok(name(), "gpu, and TensorFlow sees one here")
                        : Finding.fail(
                                name(),
                                "gpu, and TensorFlow sees none on this machine",
                                "Run doctor on a machine of the TaskManagers; there: driver, CUDA"
                                        + " 12.1, cuDNN 8.9 and the natives of cu121 in lib/"
                                        + " (docs/gpu.md). Or set deep.device: cpu."));
    }
}
