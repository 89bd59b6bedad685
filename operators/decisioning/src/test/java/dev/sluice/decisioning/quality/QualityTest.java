// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.quality;

import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.gate.CostMatrix.Cost;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class QualityTest {

    /** A missed one costs its stake, a false block 10, a review 3. */
    private static final CostMatrix COSTS = new CostMatrix(new Cost(0, 1), new Cost(10, 0), 3);

    private static final QualityRules GOOD = new QualityRules(COSTS, MissingLabels.GOOD);
    private static final QualityRules UNLABELLED =
            new QualityRules(COSTS, MissingLabels.UNLABELLED);
    private static final Offset<Double> TINY = Offset.offset(1e-12);

    private static final Sampled CLEARED = Sampled.first(Outcome.CLEAR, 0.01);
    private static final Sampled FLAGGED = Sampled.first(Outcome.FLAG, 0.8);
    private static final Sampled REVIEWED = Sampled.first(Outcome.REVIEW, 0.3);

    @Test
    void precisionAndRecallComeFromOutcomesAndLabels() {
        Quality quality =
                quality(
                        GOOD,
                        FLAGGED.known(Truth.BAD),
                        FLAGGED.known(Truth.BAD),
                        FLAGGED.known(Truth.GOOD),
                        REVIEWED.known(Truth.BAD),
                        CLEARED.known(Truth.BAD),
                        CLEARED.known(Truth.GOOD));

        assertThat(quality.decided().precision()).isCloseTo(2.0 / 3, TINY);
        assertThat(quality.decided().recall()).isCloseTo(2.0 / 4, TINY);
        assertThat(quality.decided().caught()).isCloseTo(3.0 / 4, TINY);
        assertThat(quality.rates().flagged()).isCloseTo(3.0 / 6, TINY);
        assertThat(quality.rates().reviewed()).isCloseTo(1.0 / 6, TINY);
        assertThat(quality.outcomes())
                .containsExactly(
                        new Quality.OutcomeCounts(Outcome.CLEAR, 1, 1, 0, 0),
                        new Quality.OutcomeCounts(Outcome.REVIEW, 1, 0, 0, 0),
                        new Quality.OutcomeCounts(Outcome.FLAG, 2, 1, 0, 0));
    }

    @Test
    void aSampledDecisionStandsForThoseThatWereNotDrawn() {
        Quality quality =
                quality(
                        GOOD,
                        FLAGGED.known(Truth.BAD),
                        CLEARED.sampledWith(0.01).known(Truth.BAD),
                        CLEARED.sampledWith(0.01).known(Truth.MISSING));

        assertThat(quality.records()).isEqualTo(3);
        assertThat(quality.decisions()).isCloseTo(201, TINY);
        assertThat(quality.effective()).isCloseTo(201.0 * 201 / 20_001, TINY);
        assertThat(quality.decided().recall()).isCloseTo(1.0 / 101, TINY);
        assertThat(quality.money().missed()).isCloseTo(100 * 100, TINY);
    }

    @Test
    void missingLabelsAreGoodOrLeftOut() {
        LabelledFeedback[] records = {
            FLAGGED.known(Truth.BAD), FLAGGED.known(Truth.MISSING), FLAGGED.known(Truth.PENDING)
        };

        assertThat(quality(GOOD, records).decided().precision()).isCloseTo(1.0 / 3, TINY);
        assertThat(quality(GOOD, records).money().falseBlocks()).isCloseTo(20, TINY);
        assertThat(quality(UNLABELLED, records).decided().precision()).isCloseTo(1, TINY);
        assertThat(quality(UNLABELLED, records).money().falseBlocks()).isZero();
        for (QualityRules rules : List.of(GOOD, UNLABELLED)) {
            assertThat(quality(rules, records).outcomes().get(2))
                    .isEqualTo(new Quality.OutcomeCounts(Outcome.FLAG, 1, 0, 1, 1));
            assertThat(quality(rules, records).rates().settled()).isCloseTo(2.0 / 3, TINY);
        }
    }

    @Test
    void moneyIsComparedWithTheFirstPassAndWithClearingEverything() {
        Quality quality =
                quality(
                        GOOD,
                        // deep stops what the first pass would have let through: saves the stake
                        CLEARED.stake(70).deep(Outcome.FLAG, 0.9).known(Truth.BAD),
                        // deep stops a good one: loses a false block
                        CLEARED.stake(50).deep(Outcome.FLAG, 0.6).known(Truth.GOOD),
                        // the first pass sends one to review
                        REVIEWED.stake(40).known(Truth.BAD),
                        CLEARED.stake(5).known(Truth.BAD));

        assertThat(quality.money())
                .usingRecursiveComparison()
                .withComparatorForType(QualityTest::compare, Double.class)
                .isEqualTo(
                        new Quality.Money(
                                18,
                                5,
                                10,
                                3,
                                0.1 * 10 + 0.4 * 10 + 3 + 0.01 * 5,
                                70 + 3 + 5,
                                70 + 40 + 5,
                                70,
                                10));
        assertThat(quality.money().firstPass() - quality.money().cost())
                .isEqualTo(quality.money().savedByDeep() - quality.money().lostByDeep());
        assertThat(quality.rates().deep()).isEqualTo(0.5);
        assertThat(quality.rates().changed()).isEqualTo(0.5);
        assertThat(quality.effort()).isEqualTo(new Quality.Effort(8, 500));
    }

    @Test
    void calibrationComparesWhatWasPredictedWithWhatCame() {
        Quality quality =
                quality(
                        GOOD,
                        CLEARED.known(Truth.GOOD),
                        CLEARED.known(Truth.BAD),
                        FLAGGED.known(Truth.BAD),
                        FLAGGED.known(Truth.BAD));

        assertThat(quality.decided().predicted()).isCloseTo((0.02 + 1.6) / 4, TINY);
        assertThat(quality.decided().observed()).isCloseTo(0.75, TINY);
        assertThat(quality.decided().ece()).isCloseTo((0.98 + 0.4) / 4, TINY);
        assertThat(quality.decided().brier())
                .isCloseTo((0.0001 + 0.99 * 0.99 + 2 * 0.04) / 4, TINY);
        assertThat(quality.calibration().get(3))
                .isEqualTo(new Quality.CalibrationBin(0.01, 2, 0.01, 0.5));
        assertThat(quality.calibration().get(9))
                .isEqualTo(new Quality.CalibrationBin(1, 2, 0.8, 1));
        assertThat(quality.calibration().get(0).predicted()).isNaN();
    }

    @Test
    void theFirstPassIsScoredBesideWhatWasDecided() {
        Quality quality = quality(GOOD, CLEARED.deep(Outcome.FLAG, 0.9).known(Truth.BAD));

        assertThat(quality.decided().recall()).isEqualTo(1);
        assertThat(quality.firstPass().recall()).isZero();
        assertThat(quality.firstPass().precision()).isNaN();
        assertThat(quality.firstPass().predicted()).isEqualTo(0.01);
    }

    @Test
    void sharesOfNothingAreNoNumbers() {
        Quality quality = quality(GOOD);
        assertThat(quality.decided().precision()).isNaN();
        assertThat(quality.rates().flagged()).isNaN();
        assertThat(quality.effective()).isZero();
    }

    @Test
    void whatLeavesLeavesNoTrace() {
        QualityTotals totals = QualityTotals.EMPTY;
        List<LabelledFeedback> passing =
                List.of(
                        FLAGGED.sampledWith(0.03).stake(987_654_321).known(Truth.PENDING),
                        CLEARED.sampledWith(0.07).stake(3).known(Truth.BAD));
        for (LabelledFeedback record : passing) {
            totals = totals.plus(QualityChange.joins(record), GOOD);
        }
        totals = totals.plus(QualityChange.joins(REVIEWED.known(Truth.BAD)), GOOD);
        for (LabelledFeedback record : passing) {
            totals = totals.plus(QualityChange.leaves(record), GOOD);
        }

        assertThat(of(totals, GOOD)).isEqualTo(quality(GOOD, REVIEWED.known(Truth.BAD)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void orderChangesNoFigure(long seed) {
        Random random = new Random(seed);
        List<QualityChange> changes = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            LabelledFeedback record =
                    Sampled.first(
                                    Outcome.values()[random.nextInt(3)],
                                    Math.pow(random.nextDouble(), 6))
                            .stake((long) Math.pow(10, random.nextInt(12)))
                            .sampledWith(random.nextBoolean() ? 1 : 0.003)
                            .known(Truth.values()[random.nextInt(4)]);
            changes.add(QualityChange.joins(record));
            if (random.nextInt(4) == 0) {
                changes.add(QualityChange.leaves(record));
            }
        }
        Quality inOrder = of(sum(changes), GOOD);
        Collections.shuffle(changes, random);
        Quality shuffled = of(sum(changes), GOOD);

        assertThat(shuffled)
                .usingRecursiveComparison()
                .withComparatorForType(QualityTest::compare, Double.class)
                .isEqualTo(inOrder);
    }

    private static int compare(Double a, Double b) {
        double tolerance = 1e-14 * Math.max(Math.abs(a), Math.abs(b));
        return Math.abs(a - b) <= tolerance ? 0 : Double.compare(a, b);
    }

    private static Quality quality(QualityRules rules, LabelledFeedback... records) {
        QualityTotals totals = QualityTotals.EMPTY;
        for (LabelledFeedback record : records) {
            totals = totals.plus(QualityChange.joins(record), rules);
        }
        return of(totals, rules);
    }

    private static QualityTotals sum(List<QualityChange> changes) {
        QualityTotals totals = QualityTotals.EMPTY;
        for (QualityChange change : changes) {
            totals = totals.plus(change, GOOD);
        }
        return totals;
    }

    private static Quality of(QualityTotals totals, QualityRules rules) {
        return Quality.of(0, 100, Quality.State.FINAL, 200, totals, rules);
    }
}
