// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.firstpass;

import dev.sluice.inference.Device;

import org.apache.flink.configuration.Configuration;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FirstPassOptionsTest {

    @Test
    void readsDefaultsAndSettings() {
        assertThat(FirstPassOptions.read(new Configuration()))
                .isEqualTo(new FirstPassConfig(256, Duration.ofMillis(5)));

        Configuration config =
                Configuration.fromMap(
                        Map.of(
                                "first-pass.batch.max-size", "64",
                                "first-pass.batch.max-delay", "1 ms",
                                "first-pass.device", "gpu"));
        assertThat(FirstPassOptions.read(config))
                .isEqualTo(new FirstPassConfig(64, Duration.ofMillis(1)));
        assertThat(config.get(FirstPassOptions.DEVICE)).isEqualTo(Device.Kind.GPU);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new FirstPassConfig(0, Duration.ZERO))
                .hasMessage("first-pass.batch.max-size is 0; expected at least 1");
        assertThatThrownBy(() -> new FirstPassConfig(1, Duration.ofMillis(-1)))
                .hasMessage("first-pass.batch.max-delay is -1 ms; expected 0 or more");
    }
}
