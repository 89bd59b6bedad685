// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.inference.Device;
import dev.sluice.inference.ModelBackend;
import dev.sluice.stream.model.ModelProvider;
import dev.sluice.testing.ManualClock;
import dev.sluice.testing.TestEvents;

import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.api.common.operators.SlotSharingGroup;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.execution.SuppressRestartsException;

import org.junit.jupiter.api.Test;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GpuSlotTest {

    private final ManualClock clock = new ManualClock(1_000_000);
    private final List<String> opened = new CopyOnWriteArrayList<>();

    @Test
    void asksForAGpuWithProcessorAndHeapAndForNothingOnTheProcessor() {
        GpuSlot slot = new GpuSlot(2, MemorySize.ofMebiBytes(300));

        SlotSharingGroup gpu = slot.group("deep", Device.Kind.GPU);
        assertThat(gpu.getExternalResources()).isEqualTo(Map.of("gpu", 1.0));
        assertThat(gpu.getCpuCores()).hasValue(2.0);
        assertThat(gpu.getTaskHeapMemory()).hasValue(MemorySize.ofMebiBytes(300));

        SlotSharingGroup cpu = slot.group("deep", Device.Kind.CPU);
        assertThat(cpu.getExternalResources()).isEmpty();
        assertThat(cpu.getCpuCores()).isEmpty();
    }

    @Test
    void opensTheModelOnTheGpuThatFlinkGives() throws Exception {
        try (DeepHarness harness = harness(Set.of(new Gpu("3")))) {
            harness.open();
            harness.send(TestEvents.escalation("a", 0.1, 0.1, clock.nowMs()));
            harness.awaitDecisions(1);
        }
        assertThat(opened).containsExactly("3");
    }

    @Test
    void refusesToStartWithoutAGpuOfFlinkAndForGood() throws Exception {
        DeepHarness harness = harness(Set.of());

        assertThatThrownBy(harness::open)
                .isInstanceOf(SuppressRestartsException.class)
                .rootCause()
                .hasMessageContaining("deep.device is 'gpu'")
                .hasMessageContaining("external-resource.gpu");
        assertThat(opened).isEmpty();
    }

    @Test
    void readsItsSizeAndRefusesNone() {
        assertThat(DeepOptions.gpuSlot(new Configuration())).isEqualTo(GpuSlot.DEFAULT);
        assertThatThrownBy(
                        () ->
                                DeepOptions.gpuSlot(
                                        Configuration.fromMap(Map.of("deep.gpu.cpu-cores", "0"))))
                .hasMessage("deep.gpu.cpu-cores is 0.0; expected more than 0, such as 1");
        assertThatThrownBy(
                        () ->
                                DeepOptions.gpuSlot(
                                        Configuration.fromMap(Map.of("deep.gpu.heap", "0 mb"))))
                .hasMessageStartingWith("deep.gpu.heap is 0 bytes; expected more than 0");
    }

    private DeepHarness harness(Set<Gpu> gpus) throws Exception {
        return DeepHarness.of(
                new OnGpu(opened, "none"), DeepConfig.DEFAULT, clock, Map.of("gpu", gpus));
    }

    /** Notes which GPU a model is opened on. */
    private record OnGpu(List<String> opened, String gpu) implements ModelProvider {

        @Override
        public ModelBackend open(ClassLoader loader) {
            opened.add(gpu);
            return FakeModels.sound();
        }

        @Override
        public Device.Kind device() {
            return Device.Kind.GPU;
        }

        @Override
        public ModelProvider onGpu(String other) {
            return new OnGpu(opened, other);
        }
    }

    private record Gpu(String index) implements ExternalResourceInfo {

        @Override
        public Optional<String> getProperty(String key) {
            return key.equals("index") ? Optional.of(index) : Optional.empty();
        }

        @Override
        public Collection<String> getKeys() {
            return List.of("index");
        }
    }
}
