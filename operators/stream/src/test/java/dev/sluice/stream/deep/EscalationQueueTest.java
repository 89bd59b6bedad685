// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.QueueConfig;
import dev.sluice.decisioning.deep.Rank;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.testing.TestEvents;

import org.apache.flink.streaming.api.functions.async.CollectionSupplier;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

/** Delays of an hour, which do not end while a test runs, or of a millisecond, which does. */
class EscalationQueueTest {

    private static final int BATCH = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private long arrivals;

    @Test
    void isDueOnceABatchWaits() throws Exception {
        EscalationQueue queue = queue(Duration.ofHours(1), 100);
        offer(queue, 2);
        assertThat(queue.isDue()).isFalse();
        CompletableFuture<Void> due = awaitDue(queue);
        assertThat(due).isNotDone();

        offer(queue, 1);

        assertThat(queue.isDue()).isTrue();
        assertThat(due).succeedsWithin(PATIENCE);
    }

    @Test
    void isDueOnceTheFirstHasWaitedForLongEnough() {
        EscalationQueue queue = queue(Duration.ofMillis(1), 100);
        CompletableFuture<Void> due = awaitDue(queue);

        offer(queue, 1);

        assertThat(due).succeedsWithin(PATIENCE);
        assertThat(queue.isDue()).isTrue();
        assertThat(queue.poll()).isPresent();
    }

    @Test
    void isDueAtOnceWithoutADelay() {
        EscalationQueue queue = queue(Duration.ZERO, 100);

        offer(queue, 1);

        assertThat(queue.isDue()).isTrue();
        assertThat(awaitDue(queue)).succeedsWithin(PATIENCE);
    }

    @Test
    void isDueWhenItIsFullHoweverLargeABatchIs() {
        EscalationQueue queue = queue(Duration.ofHours(1), 2);

        offer(queue, 2);

        assertThat(queue.isDue()).isTrue();
    }

    @Test
    void handsOutWhoIsThereWhetherDueOrNot() {
        EscalationQueue queue = queue(Duration.ofHours(1), 100);
        offer(queue, 1);

        assertThat(queue.isDue()).isFalse();
        assertThat(queue.poll()).isPresent();
        assertThat(queue.poll()).isEmpty();
    }

    private static EscalationQueue queue(Duration delay, int capacity) {
        return new EscalationQueue(
                QueueConfig.DEFAULT.withCapacity(capacity).withMaxDelay(delay), BATCH);
    }

    private static CompletableFuture<Void> awaitDue(EscalationQueue queue) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        queue.awaitDue();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    private void offer(EscalationQueue queue, int tickets) {
        for (int i = 0; i < tickets; i++) {
            long arrival = arrivals++;
            queue.offer(
                    new Ticket(
                            TestEvents.escalation("event-" + arrival, 0.5, 0.1, 1_000),
                            new Rank(false, 1, 1, "event-" + arrival, arrival),
                            new NoResult(),
                            System.nanoTime()),
                    100,
                    shed -> {
                        throw new AssertionError("nothing is shed");
                    });
        }
    }

    /** Nobody answers here. */
    private static final class NoResult implements ResultFuture<Decision> {

        @Override
        public void complete(Collection<Decision> result) {
            throw new AssertionError("answered");
        }

        @Override
        public void completeExceptionally(Throwable error) {
            throw new AssertionError(error);
        }

        @Override
        public void complete(CollectionSupplier<Decision> supplier) {
            throw new AssertionError("answered");
        }
    }
}
