// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.control;

import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.gate.AuditSampling;
import dev.sluice.decisioning.gate.BudgetConfig;
import dev.sluice.decisioning.gate.BudgetUnit;
import dev.sluice.decisioning.gate.GateTuning;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.gate.PromiseConfig;
import dev.sluice.decisioning.gate.PromiseStanding;
import dev.sluice.decisioning.gate.ReviewConfig;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import static dev.sluice.decisioning.TestRecords.POLICY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ControllerTest {

    private static final Policy BUDGETED =
            POLICY.withGate(
                    POLICY.gate()
                            .withBudget(new BudgetConfig(BudgetUnit.EVENTS, 0.05, 0, 0))
                            .withPromise(new PromiseConfig(0.02, 2, new AuditSampling(0.02, 0))));

    @Test
    void findsThePriceThatTheBudgetReachesFromAWeightedSample() {
        Controller controller = new Controller(BUDGETED);
        SplittableRandom random = new SplittableRandom(1);
        // values are uniform; those above 0.9 are all fed back, of the rest one in a hundred
        for (int i = 0; i < 20_000; i++) {
            double value = random.nextDouble();
            if (value > 0.9) {
                controller.hear(look(i, value, false));
            } else if (random.nextInt(100) == 0) {
                controller.hear(rest(i, value, 0.01));
            }
        }

        GateTuning tuning = controller.tune(1).orElseThrow();

        assertThat(tuning.price()).isCloseTo(0.95, within(0.01));
        assertThat(tuning.standing()).isEqualTo(PromiseStanding.UNKNOWN);
        assertThat(controller.tune(1)).isEmpty();
    }

    @Test
    void pricesPassesByWhatALookTakes() {
        Policy policy =
                BUDGETED.withGate(
                        BUDGETED.gate()
                                .withBudget(new BudgetConfig(BudgetUnit.PASSES, 1_000, 0, 0)));
        Controller controller = new Controller(policy);
        // a thousand events a second at ten passes a look: a tenth of them can be afforded
        for (int i = 0; i < 2_000; i++) {
            controller.hear(look(i, i % 100 / 100.0, false));
        }

        assertThat(controller.tune(1).orElseThrow().price()).isCloseTo(0.9, within(0.011));
    }

    @Test
    void setsTheSamePricesForABudgetOfEventsHoweverSlowTheDeviceIs() {
        assertThat(prices(new SplittableRandom(5))).isEqualTo(prices(new SplittableRandom(6)));
    }

    /** Prices that are set while the time of each look is random. */
    private static List<Double> prices(SplittableRandom device) {
        Controller controller = new Controller(BUDGETED);
        SplittableRandom random = new SplittableRandom(4);
        List<Double> prices = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            controller.hear(
                    taking(device.nextLong(1, 20_000), look(i, random.nextDouble(), false)));
            if (i % 50 == 0) {
                prices.add(controller.tune(1).map(GateTuning::price).orElse(Double.NaN));
            }
        }
        return prices;
    }

    private static Feedback taking(long deviceMicros, Feedback look) {
        return new Feedback(
                look.eventId(),
                look.entityKey(),
                look.eventTimeMs(),
                look.stake(),
                look.source(),
                look.reason(),
                look.escalation(),
                look.probability(),
                look.outcome(),
                look.firstPassProbability(),
                look.firstPassOutcome(),
                look.novelty(),
                look.chance(),
                look.value(),
                look.inclusionProbability(),
                look.sampleProbability(),
                look.passes(),
                deviceMicros,
                look.policy());
    }

    @Test
    void asksForMoreWhenAuditsShowThatTooMuchIsMissed() {
        Controller controller = new Controller(BUDGETED);
        SplittableRandom random = new SplittableRandom(2);
        hearAudits(controller, random, 300, 0.005);
        GateTuning before = controller.tune(1).orElseThrow();
        hearAudits(controller, random, 300, 0.2);
        GateTuning after = controller.tune(1).orElseThrow();

        assertThat(before.standing()).isEqualTo(PromiseStanding.KEPT);
        assertThat(after.standing()).isEqualTo(PromiseStanding.BROKEN);
        assertThat(after.chanceFrom()).isLessThan(before.chanceFrom());
    }

    @Test
    void doesNotKnowHowThePromiseStandsWhenAuditsAreMissed() {
        Controller controller = new Controller(BUDGETED);
        hearAudits(controller, new SplittableRandom(3), 300, 0);
        assertThat(controller.tune(1).orElseThrow().standing()).isEqualTo(PromiseStanding.KEPT);
        for (int i = 0; i < 100; i++) {
            controller.hear(
                    feedback(
                            "missed-" + i,
                            i,
                            DecisionSource.FALLBACK,
                            DecisionReason.DEADLINE,
                            "AUDIT",
                            Outcome.CLEAR,
                            0,
                            0.02,
                            1));
        }

        assertThat(controller.tune(1).orElseThrow().standing()).isEqualTo(PromiseStanding.UNKNOWN);
    }

    @Test
    void passesOnThatTheJobCatchesUp() {
        Controller controller = new Controller(BUDGETED);

        assertThat(controller.tune(0.2).orElseThrow().budgetFactor()).isEqualTo(0.2);
        assertThat(controller.tune(0.2)).isEmpty();
        assertThat(controller.tune(1).orElseThrow().budgetFactor()).isEqualTo(1);
    }

    @Test
    void learnsTheChanceModelAndNamesEachVersionOfThePolicy() {
        Controller controller = new Controller(BUDGETED);
        assertThat(controller.revise()).isEmpty();
        for (int i = 0; i < 2_048; i++) {
            controller.hear(look(i, 1, i % 50 == 0));
        }
        Policy first = controller.revise().orElseThrow();
        assertThat(controller.revise()).isEmpty();
        for (int i = 0; i < 2_048; i++) {
            controller.hear(look(i, 1, i % 50 == 0));
        }
        Policy second = controller.revise().orElseThrow();

        assertThat(first.version()).isEqualTo("policy-1+1");
        assertThat(second.version()).isEqualTo("policy-1+2");
        // all looks were at a probability of 0.3, and one in fifty changed
        double logit = Math.log(0.3 / 0.7);
        assertThat(second.gate().chance().chance(logit, second.thresholds(5000).distance(logit), 0))
                .isCloseTo(0.02, within(0.01));
    }

    @Test
    void neverGivesTheNameOfAVersionThatItFollowsAgain() {
        Controller controller = new Controller(BUDGETED);
        controller.follow(BUDGETED.withVersion("policy-1+7"));
        for (int i = 0; i < 2_048; i++) {
            controller.hear(look(i, 1, false));
        }

        assertThat(controller.revise().orElseThrow().version()).isEqualTo("policy-1+8");
    }

    @Test
    void chargesReviewsUntilTheAnalystsCanTakeThem() {
        Policy policy = BUDGETED.withReview(new ReviewConfig(3_600, 0));
        Controller controller = new Controller(policy);
        SplittableRandom random = new SplittableRandom(4);
        // one event a millisecond, each of them worth a review; one a second can be taken
        for (int i = 0; i < 2_048; i++) {
            controller.hear(
                    feedback(
                            "e" + i,
                            i,
                            DecisionSource.DEEP,
                            DecisionReason.COSTLY,
                            "COSTLY",
                            Outcome.REVIEW,
                            1,
                            1,
                            0.1 + 0.3 * random.nextDouble()));
        }
        Policy charged = controller.revise().orElseThrow();
        int reviewed = 0;
        SplittableRandom again = new SplittableRandom(4);
        for (int i = 0; i < 2_048; i++) {
            double probability = 0.1 + 0.3 * again.nextDouble();
            reviewed += charged.thresholds(5000).outcome(probability) == Outcome.REVIEW ? 1 : 0;
        }

        assertThat(charged.review().surcharge()).isPositive();
        assertThat(reviewed).isBetween(0, 3);
    }

    @Test
    void goesOnAfterARestoreAsIfNothingHadHappened() {
        Controller straight = new Controller(BUDGETED);
        Controller before = new Controller(BUDGETED);
        hearAudits(straight, new SplittableRandom(5), 700, 0.03);
        hearAudits(before, new SplittableRandom(5), 700, 0.03);

        Controller after = Controller.restored(BUDGETED, before.snapshot());
        hearAudits(straight, new SplittableRandom(6), 100, 0.03);
        hearAudits(after, new SplittableRandom(6), 100, 0.03);

        GateTuning expected = straight.tune(1).orElseThrow();
        GateTuning found = after.tune(1).orElseThrow();
        assertThat(found.chanceFrom()).isEqualTo(expected.chanceFrom());
        assertThat(found.standing()).isEqualTo(expected.standing());
        assertThat(found.price()).isEqualTo(expected.price());
    }

    private static void hearAudits(
            Controller controller, SplittableRandom random, int audits, double missed) {
        for (int i = 0; i < audits; i++) {
            controller.hear(
                    feedback(
                            "audit-" + random.nextInt(),
                            i,
                            DecisionSource.DEEP,
                            DecisionReason.AUDIT,
                            "AUDIT",
                            random.nextDouble() < missed ? Outcome.REVIEW : Outcome.CLEAR,
                            random.nextDouble() / 10,
                            0.02,
                            0.01));
        }
    }

    private static Feedback look(int number, double value, boolean changed) {
        return feedback(
                "look-" + number,
                number,
                DecisionSource.DEEP,
                DecisionReason.COSTLY,
                "COSTLY",
                changed ? Outcome.REVIEW : Outcome.CLEAR,
                value,
                1,
                0.3);
    }

    private static Feedback rest(int number, double value, double sample) {
        Feedback look = look(number, value, false);
        return new Feedback(
                look.eventId(),
                look.entityKey(),
                look.eventTimeMs(),
                look.stake(),
                DecisionSource.FIRST_PASS,
                DecisionReason.CONFIDENT,
                "",
                look.probability(),
                look.outcome(),
                look.firstPassProbability(),
                look.firstPassOutcome(),
                look.novelty(),
                look.chance(),
                value,
                0,
                sample,
                0,
                0,
                look.policy());
    }

    /** A record whose first pass would be clear; value and chance are the same number. */
    private static Feedback feedback(
            String id,
            long timeMs,
            DecisionSource source,
            DecisionReason reason,
            String escalation,
            Outcome outcome,
            double value,
            double inclusion,
            double probability) {
        return new Feedback(
                id,
                "customer-1",
                timeMs,
                5_000,
                source,
                reason,
                escalation,
                probability,
                outcome,
                probability,
                Outcome.CLEAR,
                0,
                value / 10,
                value,
                inclusion,
                1,
                source == DecisionSource.DEEP ? 10 : 0,
                source == DecisionSource.DEEP ? 2_000 : 0,
                "policy-1");
    }
}
