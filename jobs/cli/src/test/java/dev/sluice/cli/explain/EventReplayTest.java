// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.deep.ThinkingConfig;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.inference.Vocabulary;
import dev.sluice.stream.feature.FeatureTable;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.TestEvents;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class EventReplayTest {

    private static final int ROWS = 40;

    private final FakeModelBackend firstPass = FakeModelBackend.firstPass(TestEvents.FEATURES);
    private final FakeModelBackend deep =
            FakeModelBackend.deep(TestEvents.FEATURES, TestEvents.CONTEXT);
    private final EventReplay replay =
            new EventReplay(
                    firstPass,
                    deep,
                    TestEvents.POLICY,
                    ThinkingConfig.DEFAULT,
                    new Words(firstPass.manifest().inputs(), Vocabulary.NONE));

    @Test
    void anEscalatedEventIsAskedAboutOnce() {
        Case told = replay.replay(table(0.5f), 0, ROWS);

        assertThat(told.decision().source()).isEqualTo(DecisionSource.DEEP);
        assertThat(told.unasked()).isEmpty();
        assertThat(told.isReplayed()).isTrue();
    }

    @Test
    void whatIsNotEscalatedComesWithWhatDeepWouldHaveSaid() {
        Case told = replay.replay(table(0.9f), 0, ROWS);

        assertThat(told.decision().source()).isEqualTo(DecisionSource.FIRST_PASS);
        assertThat(told.unasked()).hasSize(1);
        assertThat(told.unasked().get(0).source()).isEqualTo(DecisionSource.DEEP);
        assertThat(told.unasked().get(0).eventId()).isEqualTo(told.decision().eventId());
    }

    @Test
    void influencesAddUpToTheWholeDifferenceFromATypicalEvent() {
        Case told = replay.replay(table(0.9f), 0, ROWS);

        double sum = told.seen().values().stream().mapToDouble(SeenValue::influence).sum();
        assertThat(told.seen().typicalOf()).isEqualTo(ROWS);
        assertThat(told.seen().typicalProbability()).isCloseTo(0.1, within(1e-6));
        assertThat(sum)
                .isCloseTo(
                        Calibration.logit(told.decision().verdict().probability())
                                - Calibration.logit(told.seen().typicalProbability()),
                        within(1e-9));
        // the fake first pass reads its probability from the first value, and from nothing else
        assertThat(told.seen().values().get(0).influence()).isCloseTo(sum, within(1e-9));
    }

    @Test
    void theFirstEventOfAllIsItsOwnTypicalOne() {
        Case told = replay.replay(table(0.9f), 0, 0);

        assertThat(told.seen().values()).allMatch(value -> value.influence() == 0);
    }

    /** Events of probability 0.1, and one after them of another. */
    private static FeatureTable table(float last) {
        int rows = ROWS + 1;
        FeatureTable table =
                new FeatureTable(
                        new String[rows],
                        new long[rows],
                        new String[rows],
                        new long[rows],
                        TestEvents.FEATURES,
                        new float[rows * TestEvents.FEATURES],
                        TestEvents.CONTEXT,
                        new float[rows * TestEvents.CONTEXT]);
        Arrays.fill(table.entityKeys(), "entity");
        Arrays.fill(table.stakes(), 5_000);
        for (int row = 0; row < rows; row++) {
            table.ids()[row] = "event-" + row;
            table.timesMs()[row] = 1_522_540_800_000L + row;
            table.features()[row * TestEvents.FEATURES] = row == ROWS ? last : 0.1f;
            table.features()[row * TestEvents.FEATURES + 2] = row;
        }
        return table;
    }
}
