// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.window;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RiskWindowsTest {

    private static final long DAY = 86_400_000L;
    private static final long DELAY = 7 * DAY;
    private static final long[] WIDTHS = {DAY, 7 * DAY, 30 * DAY};
    private static final long NEVER = Long.MIN_VALUE;

    private record Label(long eventTime, long availableAt) {}

    private final RiskWindows windows = new RiskWindows(DELAY, WIDTHS);
    private final WindowNode root = new WindowNode();
    private final LateLabels late = new LateLabels();
    private final CopyingWindowStore store = new CopyingWindowStore();
    private final WindowValues values = new WindowValues(WIDTHS.length);

    @Test
    void eventCountsFromTheDelayOnWhateverItsId() {
        windows.addEvent(root, late, store, 0, NEVER);
        read(DELAY - 1, NEVER);
        assertThat(values.count(0)).isZero();
        read(DELAY, NEVER);
        assertThat(values.count(0)).isEqualTo(1);
        read(DELAY + DAY, NEVER);
        assertThat(values.count(0)).isZero();
        assertThat(values.count(1)).isEqualTo(1);
    }

    @Test
    void labelCountsFromItsAvailabilityOn() {
        windows.addEvent(root, late, store, 0, NEVER);
        windows.addLabel(root, late, store, 0, DELAY + 500, NEVER);
        read(DELAY + 499, NEVER);
        assertThat(values.sum(0)).isZero();
        read(DELAY + 500, NEVER);
        assertThat(values.sum(0)).isEqualTo(1);
    }

    @Test
    void earlyLabelDoesNotCountBeforeItsEvent() {
        windows.addLabel(root, late, store, 0, 10, NEVER);
        read(DELAY - 1, NEVER);
        assertThat(values.sum(2)).isZero();
        read(DELAY, NEVER);
        assertThat(values.sum(2)).isEqualTo(1);
    }

    @Test
    void settledLabelIsSeenAsBefore() {
        windows.addLabel(root, late, store, 0, DELAY + DAY, NEVER);
        assertThat(late.size).isEqualTo(1);
        windows.trim(root, late, store, DELAY + DAY);
        assertThat(late.size).isZero();
        read(DELAY + DAY, DELAY + DAY);
        assertThat(values.sum(1)).isEqualTo(1);
    }

    @Test
    void eventBehindTheHorizonSeesALabelWhetherOrNotItHasSettled() {
        windows.addLabel(root, late, store, 0, DELAY + DAY, NEVER);
        read(DELAY, DELAY + DAY);
        assertThat(values.sum(1)).isEqualTo(1);
        windows.trim(root, late, store, DELAY + DAY);
        read(DELAY, DELAY + DAY);
        assertThat(values.sum(1)).isEqualTo(1);
    }

    @Test
    void delayIsRequired() {
        assertThatThrownBy(() -> new RiskWindows(0, DAY)).hasMessageContaining("at least 1 ms");
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void equalsBruteForceOnRandomStreams(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> events = new ArrayList<>();
        List<Label> labels = new ArrayList<>();
        long lateness = 3 * DAY;
        long now = 0;
        for (int i = 0; i < 2_500; i++) {
            now += random.nextInt(5) == 0 ? 0 : random.nextLong(DAY / 8);
            long horizon = seed % 2 == 0 ? NEVER : now - lateness;
            long time = now - random.nextLong(lateness);
            if (random.nextInt(3) == 0 && !events.isEmpty()) {
                long labelled = events.get(random.nextInt(events.size()));
                long available = labelled + random.nextLong(20 * DAY);
                labels.add(new Label(labelled, available));
                windows.addLabel(root, late, store, labelled, available, horizon);
            }
            events.add(time);
            windows.addEvent(root, late, store, time, horizon);
            read(time, horizon);
            for (int w = 0; w < WIDTHS.length; w++) {
                long start = time - DELAY - WIDTHS[w];
                long end = time - DELAY;
                assertThat(values.count(w))
                        .as("seed %d event %d", seed, i)
                        .isEqualTo(
                                (int) events.stream().filter(t -> t > start && t <= end).count());
                assertThat(values.sum(w))
                        .as("seed %d event %d", seed, i)
                        .isEqualTo(
                                labels.stream()
                                        .filter(l -> l.eventTime() > start && l.eventTime() <= end)
                                        .filter(l -> l.availableAt() <= time)
                                        .count());
            }
        }
        assertThat(labels).anyMatch(label -> label.availableAt() > label.eventTime() + DELAY);
    }

    @Test
    void whenTrimmingRunsChangesNothing() {
        long seed = 21;
        SplittableRandom random = new SplittableRandom(seed);
        WindowNode otherRoot = new WindowNode();
        LateLabels otherLate = new LateLabels();
        CopyingWindowStore otherStore = new CopyingWindowStore();
        WindowValues otherValues = new WindowValues(WIDTHS.length);
        long now = 0;
        for (int i = 0; i < 3_000; i++) {
            now += random.nextLong(DAY / 8);
            long horizon = now - DAY;
            long time = random.nextInt(20) == 0 ? now - random.nextLong(45 * DAY) : now;
            if (random.nextInt(3) == 0) {
                windows.trim(root, late, store, horizon);
            }
            if (random.nextInt(4) == 0) {
                long labelled = now - random.nextLong(40 * DAY);
                long available = labelled + random.nextLong(20 * DAY);
                windows.addLabel(root, late, store, labelled, available, horizon);
                windows.addLabel(otherRoot, otherLate, otherStore, labelled, available, horizon);
            }
            windows.addEvent(root, late, store, time, horizon);
            windows.addEvent(otherRoot, otherLate, otherStore, time, horizon);
            read(time, horizon);
            windows.read(otherRoot, otherLate, otherStore, time, horizon, otherValues);
            for (int w = 0; w < WIDTHS.length; w++) {
                assertThat(values.count(w))
                        .as("seed %d event %d", seed, i)
                        .isEqualTo(otherValues.count(w));
                assertThat(values.sum(w))
                        .as("seed %d event %d", seed, i)
                        .isEqualTo(otherValues.sum(w));
            }
        }
    }

    private void read(long time, long horizon) {
        windows.read(root, late, store, time, horizon, values);
    }
}
