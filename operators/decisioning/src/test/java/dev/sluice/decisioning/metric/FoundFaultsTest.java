// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.metric;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class FoundFaultsTest {

    private static final long MINUTE = 60_000;
    private static final int READINGS = 1_441;

    /** A fault from minute 500 to minute 520, in a day of a reading a minute. */
    @ParameterizedTest
    @CsvSource({
        // alarm, found, false alarms
        "499, 0, 1",
        "500, 1, 0",
        "510, 1, 0",
        "520, 1, 0",
        "528, 1, 0",
        "529, 0, 1",
    })
    void aFaultIsFoundFromItsBeginningUntilShortlyBehindItsEnd(
            long alarm, int found, int falseAlarms) {
        FoundFaults figures = of(fault("spike", 500, 520), alarm);

        assertThat(figures.found()).isEqualTo(found);
        assertThat(figures.falseAlarms()).isEqualTo(falseAlarms);
    }

    @ParameterizedTest
    @CsvSource({"900, 1", "901, 0"})
    void anAlarmLongAfterTheBeginningFindsNothingAndIsNotFalse(long alarm, int found) {
        FoundFaults figures = of(fault("shift", 500, 1_200), alarm);

        assertThat(figures.found()).isEqualTo(found);
        assertThat(figures.falseAlarms()).isZero();
    }

    @Test
    void theFirstAlarmOfAFaultCountsAndTheOthersAreNotFalse() {
        FoundFaults figures = of(fault("noise", 500, 600), 503, 540, 580);

        assertThat(figures.kinds()).containsExactly(new FoundFaults.Kind("noise", 1, 1, 3));
        assertThat(figures.alarms()).isEqualTo(3);
        assertThat(figures.falseAlarms()).isZero();
    }

    @Test
    void kindsAreCountedByThemselvesOverAllEntities() {
        FoundFaults figures =
                FoundFaults.of(
                        List.of(
                                entity(List.of(fault("stuck", 100, 150)), 104),
                                entity(
                                        List.of(fault("drift", 300, 400), fault("stuck", 900, 950)),
                                        910),
                                entity(List.of(fault("stuck", 700, 710)))));

        assertThat(figures.kinds())
                .containsExactly(
                        new FoundFaults.Kind("drift", 1, 0, Double.NaN),
                        new FoundFaults.Kind("stuck", 3, 2, 7));
        assertThat(figures.kinds().get(1).recall()).isEqualTo(2.0 / 3);
        assertThat(figures.faults()).isEqualTo(4);
        assertThat(figures.days()).isCloseTo(3, within(1e-9));
    }

    @Test
    void aFaultThatBeganBeforeIsNotCountedAndExcusesItsAlarms() {
        FoundFaults figures = of(fault("shift", -50, 100), 60);

        assertThat(figures.faults()).isZero();
        assertThat(figures.falseAlarms()).isZero();
    }

    @Test
    void delaysCountInUsualGapsOfTheEntity() {
        long[] slow = LongStream.range(0, 200).map(i -> 10 * i * MINUTE).toArray();
        FoundFaults figures =
                FoundFaults.of(
                        List.of(
                                new WatchedEntity(
                                        slow,
                                        List.of(fault("spike", 1_000, 1_040)),
                                        new long[] {1_030 * MINUTE})));

        assertThat(figures.kinds()).containsExactly(new FoundFaults.Kind("spike", 1, 1, 3));
    }

    @Test
    void aSingleEventIsWatchedForNoTime() {
        FoundFaults figures =
                FoundFaults.of(
                        List.of(new WatchedEntity(new long[] {5}, List.of(), new long[] {5})));

        assertThat(figures.days()).isZero();
        assertThat(figures.falseAlarms()).isEqualTo(1);
        assertThat(figures.kinds()).isEmpty();
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> fault("spike", 2, 1))
                .hasMessageContaining("Fault 'spike' is from 120000 to 60000 ms; expected");
        assertThatThrownBy(() -> new WatchedEntity(new long[0], List.of(), new long[0]))
                .hasMessageContaining("no event; expected at least one");
    }

    private static FoundFaults of(FaultSpan fault, long... alarms) {
        return FoundFaults.of(List.of(entity(List.of(fault), alarms)));
    }

    private static WatchedEntity entity(List<FaultSpan> faults, long... alarms) {
        return new WatchedEntity(
                LongStream.range(0, READINGS).map(i -> i * MINUTE).toArray(),
                faults,
                Arrays.stream(alarms).map(minute -> minute * MINUTE).toArray());
    }

    private static FaultSpan fault(String kind, long from, long to) {
        return new FaultSpan(kind, from * MINUTE, to * MINUTE);
    }
}
