// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.scaling;

import dev.sluice.fraud.CardTransaction;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class KeyedStreamsTest {

    private static final int EVENTS = 10_000;

    @Test
    void customersAndTerminalsHaveAsManyEventsAsWanted() {
        List<CardTransaction> events = events(100);

        assertThat(events).hasSize(EVENTS);
        assertThat(keys(events)).hasSize(EVENTS / 100);
        assertThat(events.stream().map(CardTransaction::terminalId).distinct()).hasSize(100);
    }

    @Test
    void eventsComeInOrderWithinFourWeeks() {
        List<CardTransaction> events = events(10);

        assertThat(events).isSortedAccordingTo(Comparator.comparing(CardTransaction::eventTimeMs));
        assertThat(events.get(EVENTS - 1).eventTimeMs() - events.get(0).eventTimeMs())
                .isLessThan(28L * 24 * 3600 * 1000);
    }

    @Test
    void keysAreAsManyAsWanted() {
        List<CardTransaction> events = new ArrayList<>();
        KeyedStreams.ofKeys(EVENTS, 50).transactions().get().forEachRemaining(events::add);

        assertThat(events).hasSize(EVENTS);
        assertThat(keys(events)).hasSize(50);
    }

    @Test
    void isTheSameEachTime() {
        assertThat(events(10)).isEqualTo(events(10));
    }

    private static Set<String> keys(List<CardTransaction> events) {
        return events.stream().map(CardTransaction::customerId).collect(Collectors.toSet());
    }

    private static List<CardTransaction> events(int perKey) {
        List<CardTransaction> events = new ArrayList<>();
        KeyedStreams.of(EVENTS, perKey).transactions().get().forEachRemaining(events::add);
        return events;
    }
}
