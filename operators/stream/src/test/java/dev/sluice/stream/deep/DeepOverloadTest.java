// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.EscalationReason;
import dev.sluice.testing.FakeModelBackend;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** More than the model can judge: the least valuable falls back, and the rest is answered. */
class DeepOverloadTest extends DeepTroubleTestBase {

    @Test
    void shedsTheLeastValuableWhoeverCameFirst() throws Exception {
        FakeModelBackend model = models.then(FakeModels.sound().hold(batches));
        open(config(3, 0));
        send("in-flight", 1);
        awaitCalls(model, 1);
        send("v4", 4);
        send("v1", 1);
        send("v2", 2);
        send("v8", 8);
        send("v0", 0);
        harness.awaitDecisions(2);
        assertThat(harness.byId()).containsOnlyKeys("v1", "v0");
        assertThat(harness.reasons()).isEqualTo(Map.of(DecisionReason.SHED, 2L));

        batches.release(1_000_000);
        harness.awaitDecisions(6);

        assertThat(harness.reasons())
                .isEqualTo(Map.of(DecisionReason.SHED, 2L, DecisionReason.UNCERTAIN, 4L));
    }

    @Test
    void keepsRoomForTheAuditSampleHoweverValuableTheRest() throws Exception {
        FakeModelBackend model = models.then(FakeModels.sound().hold(batches));
        open(config(4, 0.5));
        send("in-flight", 1);
        awaitCalls(model, 1);
        for (int i = 0; i < 4; i++) {
            send("dear-" + i, 1000);
            harness.send(escalation("audit-" + i, EscalationReason.AUDIT, 0.001));
        }
        harness.awaitDecisions(4);
        assertThat(harness.byId()).containsOnlyKeys("dear-2", "dear-3", "audit-2", "audit-3");

        batches.release(1_000_000);
        harness.awaitDecisions(9);

        assertThat(harness.reasons())
                .isEqualTo(
                        Map.of(
                                DecisionReason.SHED, 4L,
                                DecisionReason.AUDIT, 2L,
                                DecisionReason.UNCERTAIN, 3L));
    }

    @Test
    void answersAllOfAMixWhileTheModelIsSlow() throws Exception {
        FakeModelBackend slow = models.then(FakeModels.sound().hold(batches));
        open(config(50, 0.1).withDeadline(Duration.ofMillis(250)));
        send("in-flight", 1);
        awaitCalls(slow, 1);
        for (int i = 0; i < 200; i++) {
            send("event-" + i, i);
        }
        harness.drain();
        assertThat(harness.reasons()).isEqualTo(Map.of(DecisionReason.SHED, 150L));
        clock.advance(Duration.ofMillis(250));
        harness.awaitDecisions(201);

        assertThat(harness.reasons())
                .isEqualTo(Map.of(DecisionReason.SHED, 150L, DecisionReason.DEADLINE, 51L));
        assertThat(harness.gauge("deepQueueLength")).as("answered, so gone").isZero();
        assertThat(harness.byId()).hasSize(201);
    }
}
