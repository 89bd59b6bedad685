// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.label;

import dev.sluice.decisioning.quality.JoinRules;
import dev.sluice.decisioning.quality.MissingLabels;
import dev.sluice.decisioning.quality.RecalibrationConfig;

import org.apache.flink.configuration.Configuration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LabelOptionsTest {

    @Test
    void defaultsWaitAMonthAndLeaveThePolicyAlone() {
        assertThat(LabelOptions.read(new Configuration()))
                .contains(
                        new LabelConfig(
                                new JoinRules(Duration.ofDays(30), Duration.ofDays(7)),
                                MissingLabels.GOOD,
                                Duration.ofDays(1),
                                Duration.ofHours(1),
                                Recalibrating.OFF,
                                RecalibrationConfig.DEFAULT));
    }

    @Test
    void aJobMayLeaveTheJoinToAnother() {
        assertThat(LabelOptions.read(Configuration.fromMap(Map.of("labels.join.enabled", "false"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "labels.join.horizon, 40000 d",
        "labels.join.early, 40000 d",
        "labels.quality.window, 0 s",
        "labels.quality.interval, 0 s",
        "labels.recalibration.windows, 0",
        "labels.recalibration.interval, 40000 d",
        "labels.recalibration.band, 1",
        "labels.recalibration.max-ece, 0"
    })
    void impossibleValuesAreRefusedByName(String key, String value) {
        Configuration config = Configuration.fromMap(Map.of(key, value));

        assertThatThrownBy(() -> LabelOptions.read(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key + " is ")
                .hasMessageContaining("expected");
    }
}
