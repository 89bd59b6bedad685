// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.StrategyKind;

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
                        Map.of(
                                "deep.strategy", "monte-carlo",
                                "deep.max-passes", "16",
                                "deep.min-passes", "8",
                                "deep.confidence", "0.95",
                                "deep.deadline", "0",
                                "deep.queue.capacity", "7",
                                "deep.batch.max-rows", "32",
                                "deep.parallelism", "3"));
        assertThat(DeepOptions.read(config))
                .isEqualTo(
                        new DeepConfig(
                                StrategyKind.MONTE_CARLO, 16, 8, 0.95, Duration.ZERO, 7, 32));
        assertThat(DeepOptions.read(config).hasDeadline()).isFalse();
        assertThat(DeepOptions.parallelism(config)).hasValue(3);
    }

    @Test
    void refusesAnUnknownStrategyAndNoSubtasks() {
        assertThatThrownBy(
                        () ->
                                DeepOptions.read(
                                        Configuration.fromMap(Map.of("deep.strategy", "luck"))))
                .hasMessage("deep.strategy is 'luck'; expected one of [monte-carlo]");
        assertThatThrownBy(
                        () ->
                                DeepOptions.parallelism(
                                        Configuration.fromMap(Map.of("deep.parallelism", "0"))))
                .hasMessage("deep.parallelism is 0; expected at least 1");
    }
}
