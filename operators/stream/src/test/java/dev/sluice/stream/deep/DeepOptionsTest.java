// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.GuardConfig;
import dev.sluice.decisioning.deep.QueueConfig;
import dev.sluice.decisioning.deep.StopRule;
import dev.sluice.decisioning.deep.StrategyKind;
import dev.sluice.decisioning.deep.ThinkingConfig;

import org.apache.flink.configuration.Configuration;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeepOptionsTest {

    @Test
    void readsDefaultsAndSettings() {
        assertThat(DeepOptions.read(new Configuration())).isEqualTo(DeepConfig.DEFAULT);
        assertThat(DeepOptions.parallelism(new Configuration())).isEmpty();

        Configuration config =
                Configuration.fromMap(
                        Map.ofEntries(
                                Map.entry("deep.strategy", "monte-carlo"),
                                Map.entry("deep.stop-rule", "fixed"),
                                Map.entry("deep.max-passes", "16"),
                                Map.entry("deep.min-passes", "8"),
                                Map.entry("deep.confidence", "0.95"),
                                Map.entry("deep.deadline", "0"),
                                Map.entry("deep.queue.capacity", "7"),
                                Map.entry("deep.queue.audit-share", "0.25"),
                                Map.entry("deep.watchdog.timeout", "3 s"),
                                Map.entry("deep.breaker.failures", "2"),
                                Map.entry("deep.breaker.pause", "4 s"),
                                Map.entry("deep.batch.max-rows", "32"),
                                Map.entry("deep.batch.max-delay", "3 ms"),
                                Map.entry("deep.parallelism", "3")));
        assertThat(DeepOptions.read(config))
                .isEqualTo(
                        new DeepConfig(
                                new ThinkingConfig(
                                        StrategyKind.MONTE_CARLO, StopRule.FIXED, 16, 8, 0.95),
                                new QueueConfig(7, 0.25, Duration.ofMillis(3)),
                                new GuardConfig(Duration.ofSeconds(3), 2, Duration.ofSeconds(4)),
                                Duration.ZERO,
                                32));
        assertThat(DeepOptions.read(config).hasDeadline()).isFalse();
        assertThat(DeepOptions.parallelism(config)).hasValue(3);
    }

    @Test
    void refusesAnUnknownStrategyAndNoSubtasks() {
        assertThatThrownBy(
                        () ->
                                DeepOptions.read(
                                        Configuration.fromMap(Map.of("deep.strategy", "luck"))))
                .hasMessageStartingWith("deep.strategy is 'luck'; expected one of [monte-carlo");
        assertThatThrownBy(
                        () ->
                                DeepOptions.parallelism(
                                        Configuration.fromMap(Map.of("deep.parallelism", "0"))))
                .hasMessage("deep.parallelism is 0; expected at least 1");
    }
}
