// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

class SecondsTest {

    private static final long T = 1_700_000_000_000L;

    private final Seconds seconds = new Seconds();

    @Test
    void knowsNoRateBeforeTheFirstSecondIsOver() {
        seconds.add(Decided.firstPass("a"), T);

        Seconds.Window window = seconds.window(T + 999, 10);

        assertThat(window.seconds()).isZero();
        assertThat(window.perSecond()).isNaN();
        assertThat(window.escalatedShare()).isNaN();
    }

    @Test
    void sumsWholeSecondsOnly() {
        for (int i = 0; i < 4; i++) {
            seconds.add(Decided.firstPass("a" + i), T + 10 * i);
        }
        seconds.add(Decided.deep("b", 8), T + 1500);
        seconds.add(Decided.fallback("c", 3), T + 2100);

        assertThat(seconds.window(T + 2999, 10)).isEqualTo(new Seconds.Window(2, 5, 1, 8, 20_000));
        assertThat(seconds.window(T + 3000, 10)).isEqualTo(new Seconds.Window(3, 6, 2, 11, 24_000));
        assertThat(seconds.window(T + 3000, 1)).isEqualTo(new Seconds.Window(1, 1, 1, 3, 4_000));
        assertThat(seconds.window(T + 3000, 10).perSecond()).isEqualTo(2);
    }

    @Test
    void forgetsWhatIsOlderThanAMinute() {
        seconds.add(Decided.firstPass("a"), T);
        seconds.add(Decided.firstPass("b"), T + 1000);

        assertThat(seconds.window(T + 60_000, 60).decisions()).isEqualTo(2);
        assertThat(seconds.window(T + 61_000, 60).decisions()).isEqualTo(1);
        assertThat(seconds.window(T + 62_000, 60).decisions()).isZero();
        assertThat(seconds.window(T + 62_000, 60).seconds()).isEqualTo(60);
    }

    @Test
    void reusesThePlaceOfASecondThatIsLongOver() {
        for (int hour = 0; hour < 3; hour++) {
            for (int second = 0; second < 61; second++) {
                seconds.add(Decided.firstPass("a"), T + hour * 3_600_000L + second * 1000L);
            }
        }

        assertThat(seconds.window(T + 2 * 3_600_000L + 61_000, 60).decisions()).isEqualTo(60);
    }

    @Test
    void listsTheSecondsTheLatestLast() {
        seconds.add(Decided.firstPass("a"), T);
        seconds.add(Decided.firstPass("b"), T + 2000);
        seconds.add(Decided.firstPass("c"), T + 2000);

        long[] series = seconds.series(T + 3000);

        assertThat(series).hasSize(60);
        assertThat(Arrays.copyOfRange(series, 56, 60)).containsExactly(0, 1, 0, 2);
        assertThat(Arrays.stream(series).sum()).isEqualTo(3);
    }
}
