// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.ComputeBudget;
import dev.sluice.decisioning.gate.GateDecisions;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GatePolicy;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.stream.deep.DeepStage;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.testing.FakeManifests;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.TestEvents;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One control message at one gate is known to every subtask of deep. */
@Timeout(120)
class ControlReachesDeepITCase {

    private static final int PARALLELISM = 3;
    private static final Policy PUBLISHED = TestEvents.POLICY.withVersion("policy-2");
    private static final TypeInformation<Flow<Escalation>> FLOW =
            TypeInformation.of(new TypeHint<>() {});

    /** What leaves the gate; functions are serialized into the job, so it has to be static. */
    private static final BlockingQueue<Flow<Escalation>> GATE = new LinkedBlockingQueue<>();

    /** Versions of the policy that each subtask has stamped. */
    private static final Map<Integer, Set<String>> VERSIONS = new ConcurrentHashMap<>();

    @Test
    void letsEverySubtaskJudgeUnderAPolicyThatCameOnce() throws Exception {
        JobClient job = start();
        sendToEach();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(VERSIONS).hasSize(PARALLELISM));
        assertThat(VERSIONS.values()).containsOnly(Set.of(TestEvents.POLICY.version()));

        GATE.add(
                Flow.control(
                        new ControlMessage(
                                ControlMessage.Kind.POLICY, ModelJson.yaml(PUBLISHED), 5)));

        // the way of control may be slower than that of the records, so these go on coming
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> {
                            sendToEach();
                            assertThat(VERSIONS.values())
                                    .allSatisfy(
                                            versions ->
                                                    assertThat(versions)
                                                            .contains(PUBLISHED.version()));
                        });
        job.cancel().get();
    }

    /** Records that the gate saw under the published policy, dealt out in turn. */
    private static void sendToEach() {
        for (int i = 0; i < PARALLELISM; i++) {
            ScoredEvent scored = TestEvents.scored("event-" + i, 0.1, 0.1);
            GATE.add(
                    Flow.event(
                            GateDecisions.escalation(
                                    scored,
                                    new GatePolicy(
                                                    PUBLISHED,
                                                    new ComputeBudget(PUBLISHED.gate().budget(), 1))
                                            .judge(scored, GateMode.ON, 1),
                                    PUBLISHED,
                                    7,
                                    FakeManifests.DEEP_VERSION,
                                    1)));
        }
    }

    private static JobClient start() throws Exception {
        StreamExecutionEnvironment env = CascadeCore.environment(PARALLELISM);
        DataStream<Flow<Escalation>> escalations =
                env.fromSequence(0, Long.MAX_VALUE - 1)
                        .uid("numbers")
                        .setParallelism(1)
                        .flatMap(new Gate(), FLOW)
                        .uid("gate")
                        .setParallelism(1);
        DeepStage.append(
                        escalations,
                        loader -> FakeModelBackend.deep(TestEvents.FEATURES, TestEvents.CONTEXT),
                        TestEvents.POLICY,
                        // a fallback would carry the version of the gate
                        DeepConfig.DEFAULT.withoutDeadline(),
                        PARALLELISM)
                .map(new Noting(), TypeInformation.of(Decision.class))
                .uid("noting")
                .sinkTo(new DiscardingSink<>())
                .uid("sink");
        return env.executeAsync();
    }

    /** Sends what the test has put there. */
    private static final class Gate implements FlatMapFunction<Long, Flow<Escalation>> {

        private static final long serialVersionUID = 1L;

        @Override
        public void flatMap(Long number, Collector<Flow<Escalation>> out)
                throws InterruptedException {
            Flow<Escalation> next = GATE.poll(10, TimeUnit.MILLISECONDS);
            if (next != null) {
                out.collect(next);
            }
        }
    }

    /** Notes the version of the policy on each decision, on the subtask that made it. */
    private static final class Noting extends RichMapFunction<Decision, Decision> {

        private static final long serialVersionUID = 1L;

        @Override
        public Decision map(Decision decision) {
            VERSIONS.computeIfAbsent(
                            getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
                            subtask -> ConcurrentHashMap.newKeySet())
                    .add(decision.versions().policy());
            return decision;
        }
    }
}
