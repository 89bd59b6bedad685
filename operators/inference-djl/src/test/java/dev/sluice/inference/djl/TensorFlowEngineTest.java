// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.Device;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.tensorflow.proto.ConfigProto;

import static org.assertj.core.api.Assertions.assertThat;

class TensorFlowEngineTest {

    @Test
    void reportsWhatItRunsOn() throws Exception {
        EngineReport report = TensorFlowEngine.start(NativesProgress.NONE);

        assertThat(report.tensorflow()).isEqualTo("2.16.1");
        assertThat(report.natives().resolve(System.mapLibraryName("jnitensorflow"))).exists();
        assertThat(report.build()).contains(NativesSource.platform());
        assertThat(report.devices()).contains("cpu");
        assertThat(TensorFlowEngine.start(NativesProgress.NONE)).isSameAs(report);
    }

    @Test
    void givesASessionTheBoundGpuWithMemoryAsNeededOrNone() {
        ConfigProto gpu = TensorFlowEngine.sessionConfig(Device.Kind.GPU);
        ConfigProto cpu = TensorFlowEngine.sessionConfig(Device.Kind.CPU);

        assertThat(gpu.getGpuOptions().getVisibleDeviceList()).isEqualTo("0");
        assertThat(gpu.getGpuOptions().getAllowGrowth()).isTrue();
        assertThat(cpu.getDeviceCountMap()).containsEntry("GPU", 0);
    }

    @Test
    void logsThroughFlinksLine() {
        assertThat(LoggerFactory.class.getPackage().getImplementationVersion()).startsWith("1.7.");
    }
}
