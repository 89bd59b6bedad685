// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeepConfigTest {

    private static final ThinkingConfig THINKING = ThinkingConfig.DEFAULT;

    @Test
    void namesKeyValueAndExpectation() {
        assertRefused(() -> THINKING.withPasses(1, 1), "deep.min-passes is 1; expected at least 2");
        assertRefused(
                () -> THINKING.withPasses(4, 3),
                "deep.max-passes is 3; expected at least deep.min-passes");
        assertRefused(
                () -> THINKING.withConfidence(1),
                "deep.confidence is 1.0; expected a number above 0.5 and below 1");
        assertRefused(
                () -> new QueueConfig(0, 0.1, Duration.ZERO),
                "deep.queue.capacity is 0; expected at least 1");
        assertRefused(
                () -> new QueueConfig(1, 1.5, Duration.ZERO),
                "deep.queue.audit-share is 1.5; expected a share from 0 to 1");
        assertRefused(
                () -> QueueConfig.DEFAULT.withMaxDelay(Duration.ofMillis(-1)),
                "deep.batch.max-delay is -1 ms; expected a duration");
        assertRefused(
                () -> DeepConfig.DEFAULT.withDeadline(Duration.ofMillis(10)),
                "deep.batch.max-delay is 10 ms; expected less than deep.deadline (10 ms)");
        assertRefused(
                () -> new GuardConfig(Duration.ofMillis(-1), 1, Duration.ofSeconds(1)),
                "deep.watchdog.timeout is -1 ms; expected a duration");
        assertRefused(
                () -> new GuardConfig(Duration.ZERO, 0, Duration.ofSeconds(1)),
                "deep.breaker.failures is 0; expected at least 1");
        assertRefused(
                () -> new GuardConfig(Duration.ZERO, 1, Duration.ZERO),
                "deep.breaker.pause is 0 ms; expected a duration");
        assertRefused(
                () -> DeepConfig.DEFAULT.withMaxBatchRows(0),
                "deep.batch.max-rows is 0; expected at least 1");
        assertRefused(
                () -> StrategyKind.parse("guess"), "deep.strategy is 'guess'; expected one of [");
        assertRefused(
                () -> StopRule.parse("never"), "deep.stop-rule is 'never'; expected one of [");
    }

    @Test
    void allowsASinglePassWhereNoRuleHasToJudgeBySpread() {
        ThinkingConfig single = THINKING.withStopRule(StopRule.FIXED).withPasses(1, 1);

        assertThat(single.maxPasses()).isEqualTo(1);
        assertRefused(() -> single.withPasses(0, 1), "deep.min-passes is 0; expected at least 1");
        assertRefused(
                () -> single.withStopRule(StopRule.INTERVAL),
                "deep.min-passes is 1; expected at least 2");
    }

    @Test
    void refusesAStopRuleOfAnotherStrategy() {
        assertRefused(
                () -> THINKING.withStopRule(StopRule.MARGIN),
                "deep.stop-rule is 'margin' under deep.strategy 'monte-carlo'; expected one of"
                        + " [interval,");
    }

    @Test
    void hasNoDeadlineAtZero() {
        assertThat(DeepConfig.DEFAULT.hasDeadline()).isTrue();
        assertThat(DeepConfig.DEFAULT.withoutDeadline().hasDeadline()).isFalse();
    }

    private static void assertRefused(ThrowingCallable made, String message) {
        assertThatThrownBy(made)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
