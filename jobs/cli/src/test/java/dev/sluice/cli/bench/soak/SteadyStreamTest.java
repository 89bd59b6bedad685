// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.soak;

import dev.sluice.fraud.CardTransaction;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class SteadyStreamTest {

    private static final int EVENTS = 50_000;
    private static final int WARM_UP = 10_000;

    @Test
    void everyCustomerAndTerminalIsMetWithinTheWarmUp() {
        List<CardTransaction> warmUp = events().subList(0, WARM_UP);

        assertThat(warmUp.stream().map(CardTransaction::customerId).distinct())
                .hasSize(SteadyStream.CUSTOMERS);
        assertThat(warmUp.stream().map(CardTransaction::terminalId).distinct())
                .hasSize(SteadyStream.TERMINALS);
    }

    @Test
    void theWarmUpIsLongerThanAnythingIsRemembered() {
        List<CardTransaction> events = events();

        assertThat(events).hasSize(EVENTS);
        assertThat(events).isSortedAccordingTo(Comparator.comparing(CardTransaction::eventTimeMs));
        assertThat(events.get(WARM_UP).eventTimeMs() - events.get(0).eventTimeMs())
                .isGreaterThanOrEqualTo(Duration.ofDays(60).toMillis());
    }

    private static List<CardTransaction> events() {
        List<CardTransaction> events = new ArrayList<>();
        SteadyStream.of(EVENTS, WARM_UP).transactions().get().forEachRemaining(events::add);
        return events;
    }
}
