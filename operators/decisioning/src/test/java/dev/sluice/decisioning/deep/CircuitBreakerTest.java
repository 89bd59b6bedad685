// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.deep.CircuitBreaker.State;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class CircuitBreakerTest {

    private static final int FAILURES = 3;
    private static final long PAUSE = 100;

    /**
     * Steps: {@code f} failure, {@code s} success, {@code l} loss, {@code +} a pause passes, {@code
     * -} half a pause, {@code y} a record is let through, {@code n} none is.
     */
    @ParameterizedTest
    @CsvSource({
        "yfyfy,        CLOSED",
        "ffsffy,       CLOSED",
        "fffn,         OPEN",
        "fff-n-y,      HALF_OPEN",
        "fff+yn,       HALF_OPEN",
        "fff+ysy,      CLOSED",
        "fff+ysffy,    CLOSED",
        "fff+yfn,      OPEN",
        "fff+yf-n-y,   HALF_OPEN",
        "fff+y-n-yn,   HALF_OPEN",
        "fffsn,        OPEN",
        "fff-f-y,      HALF_OPEN",
        "ln,           OPEN",
        "l+yn,         HALF_OPEN",
        "l+yln,        OPEN",
        "l-l-n-y,      HALF_OPEN",
        "l+ysffy,      CLOSED",
    })
    void opensProbesAndCloses(String steps, State expected) {
        CircuitBreaker breaker = new CircuitBreaker(FAILURES, Duration.ofMillis(PAUSE));
        long now = 1000;
        for (int i = 0; i < steps.length(); i++) {
            String as = steps.substring(0, i + 1);
            switch (steps.charAt(i)) {
                case 'f' -> breaker.failed(now);
                case 's' -> breaker.succeeded();
                case 'l' -> breaker.lost(now);
                case '+' -> now += PAUSE;
                case '-' -> now += PAUSE / 2;
                case 'y' -> assertThat(breaker.admits(now)).as(as).isTrue();
                default -> assertThat(breaker.admits(now)).as(as).isFalse();
            }
        }
        assertThat(breaker.state()).isEqualTo(expected);
    }

    @Test
    void opensOnlyForAReasonAndNeverStaysShut() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            CircuitBreaker breaker = new CircuitBreaker(FAILURES, Duration.ofMillis(PAUSE));
            long now = 0;
            int inARow = 0;
            for (int step = 0; step < 300; step++) {
                String as = "seed " + seed + ", step " + step;
                State before = breaker.state();
                now += random.nextInt(60);
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> {
                        inARow++;
                        breaker.failed(now);
                    }
                    case 3, 4 -> {
                        inARow = 0;
                        breaker.succeeded();
                    }
                    case 5 -> {
                        if (random.nextInt(10) == 0) {
                            inARow = FAILURES;
                            breaker.lost(now);
                        }
                    }
                    default -> breaker.admits(now);
                }
                State after = breaker.state();
                if (before == State.CLOSED && after == State.OPEN) {
                    assertThat(inARow).as(as).isGreaterThanOrEqualTo(FAILURES);
                }
                assertThat(before == State.CLOSED && after == State.HALF_OPEN).as(as).isFalse();
                assertThat(before == State.OPEN && after == State.CLOSED).as(as).isFalse();
                if (after != State.CLOSED) {
                    assertThat(breaker.resumeAtMs())
                            .as(as + ", one is let through within a pause")
                            .isLessThanOrEqualTo(now + PAUSE);
                }
            }
        }
    }
}
