// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.control;

import dev.sluice.decisioning.control.CatchUpConfig;

import org.apache.flink.configuration.Configuration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ControllerOptionsTest {

    @Test
    void everyJobHasAControllerThatNeverCatchesUpUnlessItIsAsked() {
        assertThat(ControllerOptions.read(new Configuration()))
                .hasValueSatisfying(
                        config -> {
                            assertThat(config.interval()).isEqualTo(Duration.ofSeconds(10));
                            assertThat(config.catchUp().isOn()).isFalse();
                        });
        assertThat(
                        ControllerOptions.read(
                                Configuration.fromMap(Map.of("gate.controller.enabled", "false"))))
                .isEmpty();
        assertThat(
                        ControllerOptions.read(
                                Configuration.fromMap(Map.of("gate.catch-up.lag", "30 s"))))
                .hasValueSatisfying(
                        config ->
                                assertThat(config.catchUp())
                                        .isEqualTo(new CatchUpConfig(Duration.ofSeconds(30), 0.2)));
    }

    @ParameterizedTest
    @CsvSource({
        "gate.controller.interval, 0 s",
        "gate.catch-up.lag, 0 s",
        "gate.catch-up.factor, 2",
    })
    void refusesWhatCannotBe(String key, String value) {
        assertThatThrownBy(() -> ControllerOptions.read(Configuration.fromMap(Map.of(key, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key)
                .hasMessageContaining("expected");
    }
}
