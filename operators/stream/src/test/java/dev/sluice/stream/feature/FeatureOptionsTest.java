// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import org.apache.flink.configuration.Configuration;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FeatureOptionsTest {

    @Test
    void defaultsAnswerAtOnce() {
        assertThat(FeatureOptions.read(new Configuration()))
                .isEqualTo(
                        new FeatureConfig(
                                FeatureOrder.ARRIVAL, Duration.ofHours(1), Duration.ofDays(1)));
    }

    @Test
    void orderIsReadAsItIsWritten() {
        Configuration config = new Configuration();
        config.setString("features.order", "event-time");
        config.setString("ingest.dedup-horizon", "2 h");
        assertThat(FeatureOptions.read(config).order()).isEqualTo(FeatureOrder.EVENT_TIME);
        assertThat(FeatureOptions.read(config).dedupHorizon()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void negativeDurationIsRefusedByName() {
        assertThatThrownBy(
                        () ->
                                new FeatureConfig(
                                        FeatureOrder.ARRIVAL, Duration.ofMillis(-1), Duration.ZERO))
                .hasMessageContaining("ingest.dedup-horizon is PT-0.001S")
                .hasMessageContaining("expected zero or a positive duration");
    }
}
