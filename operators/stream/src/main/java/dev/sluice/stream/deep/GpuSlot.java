// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.inference.Device;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;
import dev.sluice.stream.model.ModelProvider;

import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.operators.SlotSharingGroup;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.execution.SuppressRestartsException;

import java.util.Set;

/**
 * What a slot of deep has on top of others: a GPU of its own, asked of Flink as an external
 * resource.
 *
 * @param cpuCores processor cores of the slot
 * @param heap heap of the slot; Flink wants it said for a slot with a GPU
 */
public record GpuSlot(double cpuCores, MemorySize heap) {

    /** Name of the external resource. */
    public static final String RESOURCE = "gpu";

    /** The defaults. */
    public static final GpuSlot DEFAULT = new GpuSlot(1, MemorySize.ofMebiBytes(256));

    /** What Flink's driver for GPUs calls the number of one. */
    private static final String INDEX = "index";

    /** Refuses values that no slot can have. */
    public GpuSlot {
        if (!(cpuCores > 0)) {
            throw new IllegalArgumentException(
                    "deep.gpu.cpu-cores is " + cpuCores + "; expected more than 0, such as 1");
        }
        if (heap.getBytes() <= 0) {
            throw new IllegalArgumentException(
                    "deep.gpu.heap is " + heap + "; expected more than 0, such as 256 mb");
        }
    }

    /** The group of the stage: with a GPU if the model is opened on one. */
    SlotSharingGroup group(String name, Device.Kind device) {
        SlotSharingGroup.Builder group = SlotSharingGroup.newBuilder(name);
        if (device == Device.Kind.GPU) {
            group.setCpuCores(cpuCores).setTaskHeapMemory(heap).setExternalResource(RESOURCE, 1.0);
        }
        return group.build();
    }

    /**
     * The model on the GPU that Flink has given to the slot; the same model if it is not opened on
     * a GPU.
     *
     * @throws SuppressRestartsException if Flink has given none, or does not say which
     */
    static ModelProvider place(ModelProvider model, RuntimeContext runtime) {
        if (model.device() == Device.Kind.CPU) {
            return model;
        }
        Set<ExternalResourceInfo> given = runtime.getExternalResourceInfos(RESOURCE);
        // one slot may show several, if the TaskManager has more than slots of deep
        String gpu =
                given.stream()
                        .flatMap(info -> info.getProperty(INDEX).stream())
                        .sorted()
                        .findFirst()
                        .orElseThrow(() -> noGpu(given));
        return model.onGpu(gpu);
    }

    private static SuppressRestartsException noGpu(Set<ExternalResourceInfo> given) {
        return new SuppressRestartsException(
                new ModelLoadException(
                        Reason.DEVICE_UNAVAILABLE,
                        "deep.device is 'gpu', but Flink gives this TaskManager no external"
                                + " resource '"
                                + RESOURCE
                                + "' with an '"
                                + INDEX
                                + "'; it gives "
                                + given
                                + ". Set external-resources: gpu and external-resource.gpu.* for"
                                + " TaskManagers on a machine with a GPU (docs/gpu.md), or"
                                + " deep.device: cpu."));
    }
}
