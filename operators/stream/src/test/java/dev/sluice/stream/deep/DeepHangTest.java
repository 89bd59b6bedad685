// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.GuardConfig;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.testing.FakeModelBackend;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A model call that does not return: its worker is given up, and another one takes over. */
class DeepHangTest extends DeepTroubleTestBase {

    @Test
    void givesUpAWorkerThatHangsAndLetsAFreshOneTakeOver() throws Exception {
        FakeModelBackend hanging = models.then(FakeModels.sound().hang(released));
        open(config(100, 0));
        send("held", 1);
        awaitCalls(hanging, 1);
        send("waiting", 1);
        clock.advance(HANG.minusMillis(1));
        harness.drain();
        assertThat(harness.decisions()).isEmpty();

        clock.advance(Duration.ofMillis(1));
        harness.awaitDecisions(2);

        assertThat(harness.reason("held")).isEqualTo(DecisionReason.DEVICE_LOST);
        assertThat(harness.reason("waiting")).isEqualTo(DecisionReason.CIRCUIT_OPEN);
        assertThat(harness.decisions())
                .extracting(Decision::source)
                .containsOnly(DecisionSource.FALLBACK);
        assertThat(hanging.isAbandoned()).isTrue();
        assertThat(hanging.isClosed()).as("closed under its call").isFalse();
        assertThat(harness.counter("deepWorkersLost")).isEqualTo(1);
        assertThat(harness.gauge("deepWorkersHanging")).isEqualTo(1);
        assertThat(harness.gauge("deepCircuitState")).isEqualTo(2);

        send("while-open", 1);
        harness.awaitDecisions(3);
        assertThat(harness.reason("while-open")).isEqualTo(DecisionReason.CIRCUIT_OPEN);

        takeOver(2);
        assertThat(models.threads().get(1))
                .isNotEqualTo(Thread.currentThread())
                .isNotEqualTo(models.threads().get(0));
        probe("probe");
        harness.awaitDecisions(4);
        send("after", 1);
        harness.awaitDecisions(5);

        assertThat(harness.reason("probe")).isEqualTo(DecisionReason.UNCERTAIN);
        assertThat(harness.reason("after")).isEqualTo(DecisionReason.UNCERTAIN);

        // what returns at last closes its model and changes nothing
        released.countDown();
        await().until(hanging::isClosed);
        await().until(() -> harness.gauge("deepWorkersHanging") == 0);
        send("last", 1);
        harness.awaitDecisions(6);
        assertThat(harness.byId()).as("each once").hasSize(6);
    }

    @Test
    void endsNoThreadThatHangsAndStartsNoMoreThanAFew() throws Exception {
        for (int i = 0; i < DeepGuard.MOST_ABANDONED; i++) {
            models.then(FakeModels.sound().hang(released));
        }
        open(config(100, 0));
        for (int i = 0; i < DeepGuard.MOST_ABANDONED; i++) {
            probe("held-" + i);
            awaitCalls(models.opened(i), 1);
            clock.advance(HANG);
            harness.awaitDecisions(i + 1);
            assertThat(harness.reason("held-" + i)).isEqualTo(DecisionReason.DEVICE_LOST);
            if (i < DeepGuard.MOST_ABANDONED - 1) {
                takeOver(i + 2);
            }
        }
        clock.advance(Duration.ofDays(1));
        send("in-vain", 1);
        harness.awaitDecisions(DeepGuard.MOST_ABANDONED + 1);
        assertThat(harness.reason("in-vain")).isEqualTo(DecisionReason.CIRCUIT_OPEN);
        assertThat(models.asked()).isEqualTo(DeepGuard.MOST_ABANDONED);
        assertThat(harness.gauge("deepWorkersHanging")).isEqualTo(DeepGuard.MOST_ABANDONED);

        released.countDown();
        await().until(() -> harness.gauge("deepWorkersHanging") == 0);
        takeOver(DeepGuard.MOST_ABANDONED + 1);
        probe("at-last");
        harness.awaitDecisions(DeepGuard.MOST_ABANDONED + 2);

        assertThat(harness.reason("at-last")).isEqualTo(DecisionReason.UNCERTAIN);
    }

    @Test
    void waitsForEverForACallIfItIsToldTo() throws Exception {
        FakeModelBackend slow = models.then(FakeModels.sound().hang(released));
        open(config(100, 0).withGuard(new GuardConfig(Duration.ZERO, FAILURES, PAUSE)));
        send("a", 1);
        awaitCalls(slow, 1);
        clock.advance(Duration.ofDays(1));
        harness.drain();
        assertThat(harness.decisions()).isEmpty();

        released.countDown();
        harness.awaitDecisions(1);

        assertThat(harness.reason("a")).isEqualTo(DecisionReason.UNCERTAIN);
    }

    @Test
    void triesToOpenTheModelUntilItCan() throws Exception {
        models.then(FakeModels.sound().hang(released));
        open(config(100, 0));
        models.refuse(2);
        send("held", 1);
        awaitCalls(models.opened(0), 1);
        clock.advance(HANG);
        for (int asked = 2; asked <= 4; asked++) {
            int expected = asked;
            await().pollInterval(Duration.ofMillis(2))
                    .until(
                            () -> {
                                // plans the next try only after the last one has failed
                                clock.advance(PAUSE);
                                return models.asked() >= expected;
                            });
        }
        probe("after");
        harness.awaitDecisions(2);

        assertThat(harness.reason("after")).isEqualTo(DecisionReason.UNCERTAIN);
        assertThat(harness.counter("deepModelFailures")).isEqualTo(2);
    }

    @Test
    void closesUnderWorkersThatHangAndWhileOneIsReplaced() throws Exception {
        FakeModelBackend hanging = models.then(FakeModels.sound().hang(released));
        open(config(100, 0));
        send("held", 1);
        awaitCalls(hanging, 1);
        clock.advance(HANG);
        harness.awaitDecisions(1);
        harness.cancel();
        // the timer thread may be in the middle of it
        clock.advance(PAUSE);
        await().until(() -> models.asked() == 2);
        await().until(() -> models.opened(1).isClosed());
        released.countDown();
        await().until(hanging::isClosed);

        assertThat(harness.decisions()).hasSize(1);
    }
}
