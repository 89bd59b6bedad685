// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.alarm;

import dev.sluice.decisioning.alarm.EpisodeConfig;
import dev.sluice.decisioning.alarm.LikelihoodConfig;
import dev.sluice.decisioning.alarm.SilenceConfig;

import org.apache.flink.configuration.Configuration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AlarmOptionsTest {

    @Test
    void defaultsAreThoseOfTheRules() {
        assertThat(AlarmOptions.read(new Configuration()))
                .contains(
                        new AlarmConfig(
                                LikelihoodConfig.DEFAULT,
                                EpisodeConfig.DEFAULT,
                                AbsentAlarms.ON,
                                SilenceConfig.DEFAULT,
                                Duration.ofDays(90)));
    }

    @Test
    void aJobMayRaiseNone() {
        assertThat(AlarmOptions.read(Configuration.fromMap(Map.of("alarms.enabled", "false"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "alarms.open-at, 1",
        "alarms.close-below, 0.9999",
        "alarms.quiet.readings, 0",
        "alarms.quiet.time, 0 s",
        "alarms.likelihood.half-life, 0",
        "alarms.likelihood.span, 0",
        "alarms.likelihood.margin, -1",
        "alarms.likelihood.unknown, 129",
        "alarms.absent.margin, 0.5",
        "alarms.absent.share, 1",
        "alarms.absent.min-gaps, 0",
        "alarms.absent.half-life, 0",
        "alarms.absent.least, 0 s",
        "alarms.retention, 1 h"
    })
    void impossibleValuesAreRefusedByName(String key, String value) {
        Configuration config = Configuration.fromMap(Map.of(key, value));

        assertThatThrownBy(() -> AlarmOptions.read(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key + " is ")
                .hasMessageContaining("expected");
    }
}
