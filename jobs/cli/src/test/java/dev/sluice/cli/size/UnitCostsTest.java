// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.size;

import org.junit.jupiter.api.Test;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class UnitCostsTest {

    @Test
    void thePackagedOnesSayWhatMeasuredThem() throws IOException {
        UnitCosts costs = UnitCosts.packaged();

        assertThat(costs.measured()).isNotEmpty();
        assertThat(costs.measured()).anyMatch(source -> source.contains("./sluice bench"));
        assertThat(costs.fastMicros()).isPositive();
        assertThat(costs.rocksDbFactor()).isGreaterThanOrEqualTo(1);
        assertThat(costs.deepMicros()).isPositive();
        assertThat(costs.passes()).isGreaterThanOrEqualTo(1);
        assertThat(costs.diskBytesPerKey()).isPositive();
        assertThat(costs.heapBytesPerKey()).isPositive();
    }

    @Test
    void aDeepLookIsWhatTheCascadeTakesMore() throws IOException {
        UnitCosts costs =
                UnitCosts.packaged()
                        .withThroughput(
                                "{\"variants\": {\"first-pass-only\": {\"cpu_us_per_event\": 40},"
                                        + " \"cascade\": {\"cpu_us_per_event\": 50,"
                                        + " \"deep_share\": 0.05, \"mean_passes\": 4.5}}}",
                                "mine.json");

        assertThat(costs.fastMicros()).isEqualTo(40);
        assertThat(costs.deepMicros()).isCloseTo(200, within(1e-9));
        assertThat(costs.passes()).isEqualTo(4.5);
        assertThat(costs.measured()).anyMatch(source -> source.contains("mine.json"));
    }

    @Test
    void aFileOfAnotherBenchIsRefused() throws IOException {
        UnitCosts costs = UnitCosts.packaged();

        assertThatThrownBy(() -> costs.withThroughput("{\"variants\": {}}", "other.json"))
                .hasMessageContaining("other.json has no cpu_us_per_event of variant")
                .hasMessageContaining("bench throughput");
    }
}
