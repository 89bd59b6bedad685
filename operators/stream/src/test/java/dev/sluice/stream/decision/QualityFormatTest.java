// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.quality.Quality;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class QualityFormatTest {

    private static final Quality QUALITY =
            new Quality(
                    86_400_000,
                    172_800_000,
                    Quality.State.PROVISIONAL,
                    180_000_000,
                    12,
                    340.5,
                    9.5,
                    List.of(
                            new Quality.OutcomeCounts(Outcome.CLEAR, 1, 2, 3, 4),
                            new Quality.OutcomeCounts(Outcome.REVIEW, 5, 6, 7, 8),
                            new Quality.OutcomeCounts(Outcome.FLAG, 9, 10, 11, 12)),
                    new Quality.Rates(0.01, 0.02, 0.03, 0.04, 0.05, 0.06),
                    new Quality.Scores(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7),
                    new Quality.Scores(Double.NaN, 0.21, 0.31, 0.41, 0.51, 0.61, 0.71),
                    List.of(
                            new Quality.CalibrationBin(0.5, 7, 0.25, 0.125),
                            new Quality.CalibrationBin(1, 0, Double.NaN, Double.NaN)),
                    new Quality.Money(1, 2, 3, 4, 5, 6, 7, 8, 9),
                    new Quality.Effort(10, 11));

    @Test
    void everyFigureComesBackAlsoThoseThatAreNoNumbers() throws Exception {
        QualityFormat format = new QualityFormat();

        assertThat(format.decode(format.encode(QUALITY))).isEqualTo(QUALITY);
    }

    @Test
    void recordsAreKeyedByTheStartOfTheirWindowAndHaveNoTimestamp() {
        QualityRecords records =
                new QualityRecords(
                        "quality",
                        dev.sluice.schema.AvroWireFormat.header(
                                dev.sluice.schema.Quality.getClassSchema()));
        records.open(null, null);

        var record = records.serialize(QUALITY, null, 5L);

        assertThat(record.topic()).isEqualTo("quality");
        assertThat(new String(record.key(), StandardCharsets.US_ASCII)).isEqualTo("86400000");
        assertThat(record.timestamp()).isNull();
    }
}
