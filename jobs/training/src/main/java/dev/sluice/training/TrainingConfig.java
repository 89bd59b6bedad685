// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.gate.BudgetConfig;
import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.gate.GateFitter;
import dev.sluice.decisioning.gate.GateObjective;
import dev.sluice.decisioning.gate.Thresholds;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What a training is told besides its data; equal configurations and data give equal models.
 *
 * @param from start of the range (inclusive); of rows before it no label is used
 * @param to end of the range (exclusive)
 * @param calibration length of the end of the range that is held out, to calibrate on
 * @param seed seed of first weights, order of rows and noise
 * @param pretraining how long before the range rows serve to pre-train the deep model's history
 *     encoder, without their labels; nothing trains them on labels alone
 * @param causeWeight weight of the deep model's auxiliary task, to tell what is behind bad rows; 0
 *     leaves it out
 * @param deepMembers networks among the members of the deep model; they correct its trees
 * @param passes deep passes a row that calibration is fitted on
 * @param costs what the outcomes cost
 * @param gate what the gate is fitted for
 */
public record TrainingConfig(
        Instant from,
        Instant to,
        Duration calibration,
        long seed,
        Duration pretraining,
        double causeWeight,
        int deepMembers,
        int passes,
        CostMatrix costs,
        GateFitter.Aim gate) {

    /** On the handbook's validation weeks it gained less than a seed does: docs/models.md. */
    private static final Duration PRETRAINING = Duration.ZERO;

    private static final double CAUSE_WEIGHT = 0;
    private static final int MEMBERS = 2;
    private static final int PASSES = 16;

    /** One record in twenty, the novel ones in a thousand, and few that deep would change. */
    private static final GateFitter.Aim GATE =
            new GateFitter.Aim(GateObjective.COST, BudgetConfig.ofEvents(0.05), 0.999, 0.002);

    /** Refuses what cannot be trained. */
    public TrainingConfig {
        Objects.requireNonNull(costs, "costs");
        Objects.requireNonNull(gate, "gate");
        require(from.isBefore(to), "from and to are " + from + " and " + to, "from before to");
        require(
                calibration.compareTo(Duration.ZERO) > 0
                        && calibration.compareTo(Duration.between(from, to)) < 0,
                "calibration is " + calibration,
                "more than nothing and less than the range of " + Duration.between(from, to));
        require(!pretraining.isNegative(), "pretraining is " + pretraining, "0 or more");
        require(
                causeWeight >= 0 && Double.isFinite(causeWeight),
                "causeWeight is " + causeWeight,
                "a finite number, 0 or more");
        require(deepMembers >= 1, "deepMembers is " + deepMembers, "1 or more");
        require(passes >= 1, "passes is " + passes, "1 or more");
    }

    /** The defaults for a range, its last day held out. */
    public static TrainingConfig of(Instant from, Instant to, long seed) {
        return new TrainingConfig(
                from,
                to,
                Duration.ofDays(1),
                seed,
                PRETRAINING,
                CAUSE_WEIGHT,
                MEMBERS,
                PASSES,
                CostMatrix.of(Thresholds.DEFAULT),
                GATE);
    }

    /** Where the rows begin that are of use, labelled or not. */
    public Instant unlabelledFrom() {
        return from.minus(pretraining);
    }

    /** The same with another length of unlabelled time before the range; 0 for no pre-training. */
    public TrainingConfig withPretraining(Duration length) {
        return new TrainingConfig(
                from, to, calibration, seed, length, causeWeight, deepMembers, passes, costs, gate);
    }

    /** The same with another weight of the auxiliary task. */
    public TrainingConfig withCauseWeight(double weight) {
        return new TrainingConfig(
                from, to, calibration, seed, pretraining, weight, deepMembers, passes, costs, gate);
    }

    /** The same with another length of held-out time. */
    public TrainingConfig withCalibration(Duration length) {
        return new TrainingConfig(
                from, to, length, seed, pretraining, causeWeight, deepMembers, passes, costs, gate);
    }

    /** The same with another number of members of the deep model. */
    public TrainingConfig withDeepMembers(int members) {
        return new TrainingConfig(
                from,
                to,
                calibration,
                seed,
                pretraining,
                causeWeight,
                members,
                passes,
                costs,
                gate);
    }

    /** The same with other costs. */
    public TrainingConfig withCosts(CostMatrix other) {
        return new TrainingConfig(
                from,
                to,
                calibration,
                seed,
                pretraining,
                causeWeight,
                deepMembers,
                passes,
                other,
                gate);
    }

    /** The same with a gate for another aim. */
    public TrainingConfig withGate(GateFitter.Aim other) {
        return new TrainingConfig(
                from,
                to,
                calibration,
                seed,
                pretraining,
                causeWeight,
                deepMembers,
                passes,
                costs,
                other);
    }

    private static void require(boolean holds, String found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("training " + found + "; expected " + expected);
        }
    }
}
