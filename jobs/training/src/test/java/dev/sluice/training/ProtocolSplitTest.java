// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.testing.PublicData;

import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProtocolSplitTest {

    private static final long DAY = 86_400_000L;

    @Test
    void trainsOnAWeekAndTestsOnTheOneAfterTheDelay() {
        long[] times = {
            -1, 0, 7 * DAY - 1, 7 * DAY, 14 * DAY - 1, 14 * DAY, 21 * DAY - 1, 21 * DAY
        };

        ProtocolSplit split =
                ProtocolSplit.of(0, times, new long[] {1, 2, 3, 4, 5, 6, 7, 8}, new boolean[8]);

        assertThat(split.train().toArray()).containsExactly(1, 2);
        assertThat(split.test().toArray()).containsExactly(5, 6);
        assertThat(split.removed().size()).isZero();
    }

    @Test
    void removesCustomersFromTheDayOnThatTheirLabelIsKnown() {
        // Customer 1: fraud in the training week. Customer 2: on the second day of the delay, so
        // known from test day 2 on. Customer 3: before the training week, which nobody looks at.
        long[] times = {
            -1, 0, 8 * DAY, 14 * DAY, 14 * DAY, 15 * DAY, 16 * DAY, 16 * DAY + 1, 20 * DAY
        };
        long[] customers = {3, 1, 2, 1, 2, 2, 2, 3, 4};
        boolean[] fraud = {true, true, true, false, false, false, false, false, true};

        ProtocolSplit split = ProtocolSplit.of(0, times, customers, fraud);

        assertThat(split.test().toArray()).containsExactly(4, 5, 7, 8);
        assertThat(split.removed().toArray()).containsExactly(3, 6);
        assertThat(split.test().count(fraud)).isEqualTo(1);
    }

    @Test
    void refusesColumnsOfDifferentLength() {
        assertThatThrownBy(() -> ProtocolSplit.of(0, new long[2], new long[1], new boolean[2]))
                .hasMessageContaining("1 customers");
    }

    @Test
    void givesThePublishedCountsOfTheHandbook() throws IOException {
        Columns rows = Columns.read(PublicData.find("handbook/transactions.csv.gz"));

        ProtocolSplit split =
                ProtocolSplit.of(
                        Instant.parse("2018-07-25T00:00:00Z").toEpochMilli(),
                        rows.times(),
                        rows.customers(),
                        rows.fraud());

        assertThat(split.train().size()).isEqualTo(67_240);
        assertThat(split.train().count(rows.fraud())).isEqualTo(598);
        assertThat(split.test().size()).isEqualTo(58_264);
        assertThat(split.test().count(rows.fraud())).isEqualTo(385);
    }

    @Test
    void anOracleReachesThePublishedCardPrecision() throws IOException {
        Columns rows = Columns.read(PublicData.find("handbook/transactions.csv.gz"));
        ProtocolSplit split =
                ProtocolSplit.of(
                        Instant.parse("2018-07-25T00:00:00Z").toEpochMilli(),
                        rows.times(),
                        rows.customers(),
                        rows.fraud());
        int[] test = split.test().toArray();
        double[] truth = new double[test.length];
        for (int i = 0; i < test.length; i++) {
            truth[i] = rows.fraud()[test[i]] ? 1 : 0;
        }

        ProtocolFigures oracle =
                ProtocolFigures.of(
                        split.test(), truth, rows.times(), rows.customers(), rows.fraud());

        assertThat(oracle.auc()).isEqualTo(1);
        assertThat(oracle.averagePrecision()).isEqualTo(1);
        assertThat(Math.round(oracle.cardPrecision() * 1000)).isEqualTo(397);
    }

    private record Columns(long[] times, long[] customers, boolean[] fraud) {

        static Columns read(Path file) throws IOException {
            long[] times = new long[2_000_000];
            long[] customers = new long[times.length];
            boolean[] fraud = new boolean[times.length];
            int rows = 0;
            try (BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    new GZIPInputStream(Files.newInputStream(file)),
                                    StandardCharsets.US_ASCII))) {
                in.readLine();
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    String[] columns = line.split(",", -1);
                    times[rows] = Long.parseLong(columns[1]);
                    customers[rows] = Long.parseLong(columns[2]);
                    fraud[rows++] = columns[5].equals("1");
                }
            }
            return new Columns(
                    Arrays.copyOf(times, rows),
                    Arrays.copyOf(customers, rows),
                    Arrays.copyOf(fraud, rows));
        }
    }
}
