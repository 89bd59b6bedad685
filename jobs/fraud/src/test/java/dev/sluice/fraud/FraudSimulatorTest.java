// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class FraudSimulatorTest {

    private static final LocalDate START = LocalDate.parse("2018-04-01");

    /**
     * The handbook's own run of 183 days (chapter 3, "Transaction data simulator") has 1,754,155
     * transactions and 978, 9,099 and 4,604 frauds of the scenarios 1, 2 and 3.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void sizeBaseRateAndScenariosAreThoseOfTheHandbook(long seed) {
        int days = 183;
        int[] scenarios = new int[4];
        long previous = Long.MIN_VALUE;
        for (LabelledTransaction labelled :
                new FraudSimulator(SimulatorConfig.handbookSize(START, days, seed))) {
            scenarios[labelled.scenario()]++;
            assertThat(labelled.fraud() == (labelled.scenario() > 0)).as("seed %d", seed).isTrue();
            long time = labelled.transaction().eventTimeMs();
            assertThat(time >= previous).as("seed %d in time order", seed).isTrue();
            previous = time;
        }
        int all = scenarios[0] + scenarios[1] + scenarios[2] + scenarios[3];
        assertThat(all).as("seed %d", seed).isCloseTo(1_754_155, Percentage.withPercentage(3));
        assertThat(scenarios[1]).as("seed %d", seed).isCloseTo(978, Percentage.withPercentage(20));
        assertThat(scenarios[2])
                .as("seed %d", seed)
                .isCloseTo(9_099, Percentage.withPercentage(15));
        assertThat(scenarios[3])
                .as("seed %d", seed)
                .isCloseTo(4_604, Percentage.withPercentage(15));
        assertThat((double) (all - scenarios[0]) / all)
                .as("seed %d base rate", seed)
                .isCloseTo(0.00837, within(0.001));
    }

    @Test
    void smallSimulationsKeepTheShares() {
        int frauds = 0;
        int all = 0;
        for (LabelledTransaction labelled :
                new FraudSimulator(new SimulatorConfig(500, 1_000, START, 183, 3))) {
            all++;
            frauds += labelled.fraud() ? 1 : 0;
        }
        assertThat(all).isCloseTo(175_000, Percentage.withPercentage(6));
        assertThat((double) frauds / all).isBetween(0.004, 0.014);
    }

    @Test
    void equalSeedsGiveEqualStreamsAndOthersDoNot() {
        List<LabelledTransaction> stream = all(small(5));
        assertThat(all(small(5))).isEqualTo(stream);
        assertThat(all(small(6))).isNotEqualTo(stream);
    }

    @Test
    void anyDayCanBeReadOnItsOwn() {
        FraudSimulator whole = new FraudSimulator(small(5));
        List<LabelledTransaction> parts = new ArrayList<>();
        for (int day = whole.parts() - 1; day >= 0; day--) {
            List<LabelledTransaction> one = new ArrayList<>();
            // a fresh simulator, and backwards: no day may depend on another
            new FraudSimulator(small(5)).read(day, one::add);
            parts.addAll(0, one);
            long dayStart =
                    START.plusDays(day).atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000;
            assertThat(one)
                    .allSatisfy(
                            labelled ->
                                    assertThat(labelled.transaction().eventTimeMs())
                                            .isBetween(dayStart, dayStart + 86_400_000L - 1));
        }
        assertThat(parts).isEqualTo(all(small(5)));
    }

    @Test
    void idsAreUniqueAndInTheOrderOfTime() {
        Set<String> ids = new HashSet<>();
        String previous = "";
        for (LabelledTransaction labelled : new FraudSimulator(small(7))) {
            String id = labelled.transaction().transactionId();
            assertThat(ids.add(id)).as(id).isTrue();
            assertThat(id).isGreaterThan(previous);
            previous = id;
        }
    }

    @Test
    void labelsBecomeKnownAfterTheDelay() {
        LabelledTransaction any = all(small(8)).get(0);
        CardLabel label = any.label(Duration.ofDays(7));
        assertThat(label.availableAtMs() - label.eventTimeMs())
                .isEqualTo(Duration.ofDays(7).toMillis());
        assertThat(label.fraud()).isEqualTo(any.fraud());
    }

    @Test
    void emptySimulationsAreRefused() {
        assertThatThrownBy(() -> new SimulatorConfig(0, 1, START, 1, 1))
                .hasMessageContaining("customers is 0; expected at least 1");
    }

    private static SimulatorConfig small(long seed) {
        return new SimulatorConfig(40, 80, START, 10, seed);
    }

    private static List<LabelledTransaction> all(SimulatorConfig config) {
        List<LabelledTransaction> all = new ArrayList<>();
        new FraudSimulator(config).forEach(all::add);
        return all;
    }
}
