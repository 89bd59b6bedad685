// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.throughput;

import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.cli.bench.plumbing.Variant;
import dev.sluice.cli.report.Pages;
import dev.sluice.inference.Device;

import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class ThroughputPageTest {

    @Test
    void showsRatiosBesideWhatIsAskedAndTheRatesWithTheirSpread() throws Exception {
        String page = ThroughputPage.of(result(), "./sluice bench throughput");

        assertThat(Pages.values(Pages.parse(page)))
                .contains(12.5, 100_000.0, 90_000.0, 110_000.0, 21.5);
        assertThat(page)
                .contains("cascade_vs_per_record")
                .contains(Comparison.CASCADE_VS_PER_RECORD.asked())
                .contains("linger.ms")
                .contains("./sluice bench throughput");
    }

    private static ThroughputResult result() {
        return ThroughputResult.of(
                Map.of(
                        Variant.CASCADE,
                        new VariantFigures(
                                100_000,
                                21.5,
                                new double[] {90_000, 110_000},
                                new double[] {20, 23},
                                99_000,
                                1000,
                                2000,
                                0.05,
                                4,
                                4_000,
                                0,
                                80,
                                true),
                        Variant.PER_RECORD,
                        new VariantFigures(
                                8_000,
                                130,
                                new double[] {7_200, 8_800},
                                new double[] {130, 130},
                                8_000,
                                100,
                                200,
                                0,
                                0,
                                4_000,
                                0,
                                80,
                                true)),
                Double.NaN,
                new ThroughputResult.Setup(
                        1000, 2, 1, 0.05, "of the process", Map.of("linger.ms", "1")),
                MachineFacts.of(new Device(Device.Kind.CPU, "natives")));
    }
}
