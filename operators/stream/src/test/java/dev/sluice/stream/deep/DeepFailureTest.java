// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.inference.InferenceException;
import dev.sluice.testing.FakeModelBackend;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A model that throws, or takes its worker with it: it is left alone, and probed after a pause. */
class DeepFailureTest extends DeepTroubleTestBase {

    @Test
    void replacesAWorkerThatDied() throws Exception {
        FakeModelBackend broken =
                models.then(
                        FakeModels.sound()
                                .before(
                                        (signature, rows) -> {
                                            throw new NoClassDefFoundError("engine");
                                        }));
        open(config(100, 0));
        send("held", 1);
        harness.awaitDecisions(1);
        await().until(broken::isClosed);
        send("while-open", 1);
        harness.awaitDecisions(2);

        assertThat(harness.reason("held")).isEqualTo(DecisionReason.MODEL_ERROR);
        assertThat(harness.reason("while-open")).isEqualTo(DecisionReason.CIRCUIT_OPEN);
        assertThat(harness.counter("deepWorkersLost")).isEqualTo(1);
        assertThat(harness.gauge("deepWorkersHanging")).isZero();

        takeOver(2);
        probe("after");
        harness.awaitDecisions(3);

        assertThat(harness.reason("after")).isEqualTo(DecisionReason.UNCERTAIN);
    }

    @Test
    void leavesAModelAloneThatKeepsFailingAndProbesItAfterAPause() throws Exception {
        AtomicBoolean sound = new AtomicBoolean();
        FakeModelBackend model =
                models.then(
                        FakeModels.sound()
                                .before(
                                        (signature, rows) -> {
                                            if (!sound.get()) {
                                                throw new InferenceException("no memory", null);
                                            }
                                        }));
        open(config(100, 0));
        int failed = 0;
        while (harness.gauge("deepCircuitState") == 0) {
            send("failed-" + failed, 1);
            harness.awaitDecisions(++failed);
        }
        assertThat(failed).isBetween(1, FAILURES);
        assertThat(model.runs()).hasSizeGreaterThanOrEqualTo(FAILURES);
        int calls = model.runs().size();
        for (int i = 0; i < 10; i++) {
            send("while-open-" + i, 1);
        }
        harness.drain();
        assertThat(harness.reasons())
                .isEqualTo(
                        Map.of(
                                DecisionReason.MODEL_ERROR,
                                (long) failed,
                                DecisionReason.CIRCUIT_OPEN,
                                10L));
        assertThat(model.runs()).as("left alone").hasSize(calls);

        // the probe fails: another pause
        clock.advance(PAUSE);
        send("probe-1", 1);
        harness.awaitDecisions(failed + 11);
        assertThat(harness.reason("probe-1")).isEqualTo(DecisionReason.MODEL_ERROR);
        send("refused", 1);
        harness.awaitDecisions(failed + 12);
        assertThat(harness.reason("refused")).isEqualTo(DecisionReason.CIRCUIT_OPEN);
        assertThat(harness.counter("deepCircuitOpenings")).isEqualTo(2);

        // the probe succeeds: closed
        sound.set(true);
        clock.advance(PAUSE);
        send("probe-2", 1);
        harness.awaitDecisions(failed + 13);
        send("after", 1);
        harness.awaitDecisions(failed + 14);

        assertThat(harness.reason("probe-2")).isEqualTo(DecisionReason.UNCERTAIN);
        assertThat(harness.reason("after")).isEqualTo(DecisionReason.UNCERTAIN);
        assertThat(harness.gauge("deepCircuitState")).isZero();
        assertThat(models.asked()).as("the same model").isEqualTo(1);
    }

    @Test
    void leavesAModelAloneThatKeepsGivingNoAnswer() throws Exception {
        FakeModelBackend model = models.then(FakeModels.babbling());
        open(config(100, 0));
        int failed = 0;
        while (harness.gauge("deepCircuitState") == 0) {
            send("babbled-" + failed, 1);
            harness.awaitDecisions(++failed);
        }
        int calls = model.runs().size();
        send("while-open", 1);
        harness.awaitDecisions(failed + 1);

        assertThat(failed).isBetween(1, FAILURES);
        assertThat(harness.reason("babbled-0")).isEqualTo(DecisionReason.BAD_OUTPUT);
        assertThat(harness.reason("while-open")).isEqualTo(DecisionReason.CIRCUIT_OPEN);
        assertThat(model.runs()).as("left alone").hasSize(calls);
    }

    @Test
    void letsOneRecordProbeAndAnotherOneIfItsDeadlinePassed() throws Exception {
        FakeModelBackend model =
                models.then(
                        FakeModels.sound()
                                .before(
                                        (signature, rows) -> {
                                            throw new InferenceException("no memory", null);
                                        }));
        open(config(100, 0).withDeadline(Duration.ofMillis(250)));
        int failed = 0;
        while (harness.gauge("deepCircuitState") == 0) {
            send("failed-" + failed, 1);
            harness.awaitDecisions(++failed);
        }
        model.hold(batches);
        int calls = model.runs().size();
        clock.advance(PAUSE);
        send("probe-1", 1);
        awaitCalls(model, calls + 1);
        send("too-many", 1);
        harness.awaitDecisions(failed + 1);
        assertThat(harness.reason("too-many")).isEqualTo(DecisionReason.CIRCUIT_OPEN);
        assertThat(harness.gauge("deepCircuitState")).isEqualTo(1);

        clock.advance(Duration.ofMillis(250));
        harness.awaitDecisions(failed + 2);
        assertThat(harness.reason("probe-1")).isEqualTo(DecisionReason.DEADLINE);
        clock.advance(PAUSE.minusMillis(250));
        send("probe-2", 1);
        batches.release(1_000_000);
        harness.awaitDecisions(failed + 3);

        assertThat(harness.reason("probe-2")).isEqualTo(DecisionReason.UNCERTAIN);
    }
}
