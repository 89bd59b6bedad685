// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.stream.config.ConfigException;

import org.apache.flink.configuration.Configuration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IngestOptionsTest {

    @Test
    void hasTheDefaultsOfTheDocumentation() {
        assertThat(IngestOptions.read(new Configuration()))
                .isEqualTo(
                        new IngestConfig(
                                StartOffsets.COMMITTED,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(5),
                                Duration.ofHours(1),
                                256 * 1024,
                                256,
                                64 * 1024));
    }

    @ParameterizedTest
    @CsvSource({
        "ingest.max-out-of-orderness,-1 s",
        "ingest.max-future-skew,99999 d",
        "ingest.idle-timeout,0 ms",
        "ingest.max-bytes,0 bytes",
        "ingest.max-bytes,2 gb",
        "ingest.max-id-length,0",
    })
    void refusesWhatNoStreamCanKeep(String key, String value) {
        Configuration configuration = Configuration.fromMap(Map.of(key, value));
        assertThatThrownBy(() -> IngestOptions.read(configuration))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }

    @Test
    void aRefusalIsOfTheConfiguration() {
        Configuration configuration = Configuration.fromMap(Map.of("ingest.idle-timeout", "0 ms"));
        assertThatThrownBy(() -> IngestOptions.read(configuration))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("'PT0S'; expected 1 ms or more");
    }
}
