// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.inference.Device;
import dev.sluice.inference.ModelBackend;
import dev.sluice.stream.model.ModelProvider;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.TestEvents;

import org.apache.flink.api.common.resources.CPUResource;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.clusterframework.types.ResourceProfile;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What Flink is asked for if deep runs on a GPU, and what becomes of the job. */
@Timeout(60)
class GpuStageITCase {

    @Test
    void asksFlinkForASlotWithAGpuForDeepAlone() throws Exception {
        StreamGraph graph = environment(Map.of(), new OnGpu()).getStreamGraph();

        ResourceProfile deep = graph.getSlotSharingGroupResource("deep").orElseThrow();
        assertThat(deep.getExtendedResources()).containsOnlyKeys("gpu");
        assertThat(deep.getExtendedResources().get("gpu").getValue()).isEqualByComparingTo("1");
        assertThat(deep.getCpuCores()).isEqualTo(new CPUResource(1));
        assertThat(deep.getTaskHeapMemory()).isEqualTo(MemorySize.ofMebiBytes(256));
        assertThat(graph.getSlotSharingGroupResource("default")).isEmpty();
    }

    @Test
    void asksFlinkForNoResourceOnTheProcessor() throws Exception {
        StreamGraph graph =
                environment(
                                Map.of(),
                                loader ->
                                        FakeModelBackend.deep(
                                                TestEvents.FEATURES, TestEvents.CONTEXT))
                        .getStreamGraph();

        assertThat(graph.getSlotSharingGroupResource("deep")).isEmpty();
    }

    /**
     * A slot without a specification takes its share of everything, also of the GPU: deep needs a
     * TaskManager beside. The local cluster grants the slot, but has no driver that would say which
     * GPU it is.
     */
    @Test
    void endsTheJobAtOnceIfFlinkDoesNotSayWhichGpu() throws Exception {
        StreamExecutionEnvironment environment =
                environment(
                        Map.of(
                                "external-resources",
                                "gpu",
                                "external-resource.gpu.amount",
                                "1",
                                "restart-strategy.type",
                                "fixed-delay",
                                "restart-strategy.fixed-delay.attempts",
                                "1000",
                                "local.number-taskmanager",
                                "2"),
                        new OnGpu());

        assertThatThrownBy(environment::execute)
                .rootCause()
                .hasMessageContaining("deep.device is 'gpu', but Flink gives this TaskManager no")
                .hasMessageContaining("docs/gpu.md");
    }

    private static StreamExecutionEnvironment environment(
            Map<String, String> settings, ModelProvider model) {
        StreamExecutionEnvironment env = CascadeCore.environment(1, settings);
        CascadeCore core =
                CascadeCore.build(
                        env, List.of(TestEvents.event("a", 0.1, 0.1)), model, DeepConfig.DEFAULT);
        core.fast().sinkTo(new DiscardingSink<>()).name("fast-sink").uid("fast-sink");
        core.deep().sinkTo(new DiscardingSink<>()).name("deep-sink").uid("deep-sink");
        return env;
    }

    private static final class OnGpu implements ModelProvider {

        private static final long serialVersionUID = 1L;

        @Override
        public ModelBackend open(ClassLoader loader) {
            throw new IllegalStateException("Opened without a GPU");
        }

        @Override
        public Device.Kind device() {
            return Device.Kind.GPU;
        }
    }
}
