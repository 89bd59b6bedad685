// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.control;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CatchUpTest {

    private final CatchUp catchUp = new CatchUp(new CatchUpConfig(Duration.ofSeconds(10), 0.2));

    @Test
    void spendsLessFromTheLagOnAndAllAgainBelowHalfOfIt() {
        assertThat(after(10_000)).isEqualTo(1);
        assertThat(after(10_001)).isEqualTo(0.2);
        assertThat(after(5_000)).isEqualTo(0.2);
        assertThat(after(4_999)).isEqualTo(1);
        assertThat(after(9_000)).isEqualTo(1);
    }

    @Test
    void goesByTheMedianOfTheInterval() {
        assertThat(after(1, 2, 3, 1_000_000, 1_000_000)).isEqualTo(1);
        assertThat(after(1, 2, 20_000, 1_000_000, 1_000_000)).isEqualTo(0.2);
    }

    @Test
    void staysAsItIsWhileNothingIsHeard() {
        after(20_000);

        assertThat(catchUp.factor()).isEqualTo(0.2);
        assertThat(catchUp.factor()).isEqualTo(0.2);
    }

    @Test
    void goesOnWhereItWas() {
        catchUp.restore(true);

        assertThat(after(6_000)).isEqualTo(0.2);
    }

    @Test
    void spendsAllHoweverFarBehindIfItIsOff() {
        CatchUp off = new CatchUp(CatchUpConfig.OFF);
        off.restore(true);
        off.hear(Long.MAX_VALUE);

        assertThat(off.factor()).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoShare() {
        assertThatThrownBy(() -> new CatchUpConfig(Duration.ofSeconds(1), 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gate.catch-up.factor is 1.5; expected a share from 0 to 1");
    }

    private double after(long... lags) {
        for (long lag : lags) {
            catchUp.hear(lag);
        }
        return catchUp.factor();
    }
}
