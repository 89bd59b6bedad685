// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.TestEvents;

import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;

class CascadeChainTest {

    @Test
    void runsFirstPassGateAndSinkOnTheTaskOfTheFeaturesAndDeepOnItsOwn() {
        StreamGraph graph = graph();
        JobGraph job = graph.getJobGraph();

        List<JobVertex> vertices =
                StreamSupport.stream(job.getVertices().spliterator(), false).toList();
        assertThat(vertices)
                .extracting(JobVertex::getName)
                .anySatisfy(
                        name ->
                                assertThat(name)
                                        .contains("First pass", "Gate", "fast-sink")
                                        .contains("Map")
                                        .doesNotContain("Deep"))
                .anySatisfy(
                        name ->
                                assertThat(name)
                                        .contains("Deep: strip watermarks", "deep-sink")
                                        .doesNotContain("Gate"));
        JobVertex fast = vertex(vertices, "First pass");
        JobVertex deep = vertex(vertices, "Deep: strip watermarks");
        assertThat(deep.getSlotSharingGroup()).isNotSameAs(fast.getSlotSharingGroup());
    }

    @Test
    void namesEveryOperatorOfTheStages() {
        assertThat(graph().getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .contains("first-pass", "gate", "deep-watermarks", "deep");
    }

    private static StreamGraph graph() {
        StreamExecutionEnvironment env = CascadeCore.environment(2);
        CascadeCore core =
                CascadeCore.build(
                        env,
                        List.of(TestEvents.event("a", 0.1, 0.1)),
                        loader -> FakeModelBackend.deep(TestEvents.FEATURES, TestEvents.CONTEXT),
                        DeepConfig.DEFAULT);
        core.fast().sinkTo(new DiscardingSink<>()).name("fast-sink").uid("fast-sink");
        core.deep().sinkTo(new DiscardingSink<>()).name("deep-sink").uid("deep-sink");
        return env.getStreamGraph();
    }

    private static JobVertex vertex(List<JobVertex> vertices, String operator) {
        return vertices.stream()
                .filter(vertex -> vertex.getName().contains(operator))
                .findFirst()
                .orElseThrow();
    }
}
