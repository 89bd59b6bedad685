// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeepConfigTest {

    @Test
    void namesKeyValueAndExpectation() {
        assertRefused(1, 1, 0.9, 10, "deep.min-passes is 1; expected at least 2");
        assertRefused(3, 4, 0.9, 10, "deep.max-passes is 3; expected at least deep.min-passes");
        assertRefused(8, 4, 1, 10, "deep.confidence is 1.0; expected a number between 0 and 1");
        assertRefused(8, 4, 0.9, 0, "deep.queue.capacity is 0; expected at least 1");
        assertThatThrownBy(() -> StrategyKind.parse("guess"))
                .hasMessage("deep.strategy is 'guess'; expected one of [monte-carlo]");
    }

    @Test
    void hasNoDeadlineAtZero() {
        assertThat(DeepConfig.DEFAULT.hasDeadline()).isTrue();
        assertThat(DeepConfig.DEFAULT.withoutDeadline().hasDeadline()).isFalse();
    }

    private static void assertRefused(
            int maxPasses, int minPasses, double confidence, int queue, String message) {
        assertThatThrownBy(
                        () ->
                                new DeepConfig(
                                        StrategyKind.MONTE_CARLO,
                                        maxPasses,
                                        minPasses,
                                        confidence,
                                        Duration.ZERO,
                                        queue,
                                        16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
