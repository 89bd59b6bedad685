// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.kafka;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PaceTest {

    private long nowNanos = 77;
    private long sleptNanos;

    @Test
    void keepsTheRate() throws Exception {
        Pace pace = pace(1_000);
        for (int i = 0; i <= 5_000; i++) {
            pace.await();
        }
        assertThat(nowNanos - 77).isBetween(4_999_000_000L, 5_000_000_000L);
    }

    @Test
    void keepsARateOfLessThanAMillisecondEach() throws Exception {
        Pace pace = pace(20_000);
        for (int i = 0; i <= 20_000; i++) {
            pace.await();
        }
        assertThat(nowNanos - 77).isBetween(998_000_000L, 1_000_000_000L);
    }

    @Test
    void makesUpForADelayWithoutWaiting() throws Exception {
        Pace pace = pace(100);
        pace.await();
        nowNanos += 1_000_000_000L;
        for (int i = 0; i < 100; i++) {
            pace.await();
        }
        assertThat(sleptNanos).isZero();
        pace.await();
        assertThat(sleptNanos).isEqualTo(10_000_000L);
    }

    @Test
    void saysWhenAnEventWasDueHoweverLateItIs() throws Exception {
        Pace pace = pace(100);
        pace.await();
        nowNanos += 1_000_000_000L;

        assertThat(pace.await()).isEqualTo(77 + 10_000_000L);
        assertThat(pace.await()).isEqualTo(77 + 20_000_000L);
    }

    @Test
    void aRateOfZeroNeverWaits() throws Exception {
        Pace pace = pace(0);
        for (int i = 0; i < 1_000; i++) {
            pace.await();
        }
        assertThat(sleptNanos).isZero();
    }

    @Test
    void anInterruptEndsIt() {
        Pace pace = pace(0);
        Thread.currentThread().interrupt();
        assertThatThrownBy(pace::await).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void refusesARateThatIsNone() {
        for (double rate : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> pace(rate))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("rate is " + rate);
        }
    }

    private Pace pace(double perSecond) {
        return new Pace(
                perSecond,
                () -> nowNanos,
                nanos -> {
                    nowNanos += nanos;
                    sleptNanos += nanos;
                });
    }
}
