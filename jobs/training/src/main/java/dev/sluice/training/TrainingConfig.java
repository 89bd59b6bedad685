// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.gate.Thresholds;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What a training is told besides its data; equal configurations and data give equal models.
 *
 * @param from start of the range (inclusive); rows before it are not used
 * @param to end of the range (exclusive)
 * @param calibration length of the end of the range that is held out, to calibrate on
 * @param seed seed of first weights, order of rows and noise
 * @param deepMembers members of the deep model, which share its encoded history
 * @param passes deep passes a row that calibration is fitted on
 * @param thresholds where outcomes part
 * @param escalatedShare share of the held-out rows that the gate's window is made for
 * @param budgetShare hard ceiling of the escalated share, at least {@code escalatedShare}
 * @param novelty novelty from which on a row is escalated
 */
public record TrainingConfig(
        Instant from,
        Instant to,
        Duration calibration,
        long seed,
        int deepMembers,
        int passes,
        Thresholds thresholds,
        double escalatedShare,
        double budgetShare,
        double novelty) {

    private static final int MEMBERS = 4;
    private static final int PASSES = 16;
    private static final double ESCALATED_SHARE = 0.08;
    private static final double BUDGET_SHARE = 0.1;
    private static final double NOVELTY = 0.999;

    /** Refuses what cannot be trained. */
    public TrainingConfig {
        Objects.requireNonNull(thresholds, "thresholds");
        require(from.isBefore(to), "from and to are " + from + " and " + to, "from before to");
        require(
                calibration.compareTo(Duration.ZERO) > 0
                        && calibration.compareTo(Duration.between(from, to)) < 0,
                "calibration is " + calibration,
                "more than nothing and less than the range of " + Duration.between(from, to));
        require(deepMembers >= 1, "deepMembers is " + deepMembers, "1 or more");
        require(passes >= 1, "passes is " + passes, "1 or more");
        require(
                escalatedShare >= 0 && escalatedShare <= budgetShare && budgetShare <= 1,
                "escalatedShare and budgetShare are " + escalatedShare + " and " + budgetShare,
                "0 <= escalatedShare <= budgetShare <= 1");
        require(novelty >= 0, "novelty is " + novelty, "0 or more");
    }

    /** The defaults for a range, its last day held out. */
    public static TrainingConfig of(Instant from, Instant to, long seed) {
        return new TrainingConfig(
                from,
                to,
                Duration.ofDays(1),
                seed,
                MEMBERS,
                PASSES,
                Thresholds.DEFAULT,
                ESCALATED_SHARE,
                BUDGET_SHARE,
                NOVELTY);
    }

    /** The same with another length of held-out time. */
    public TrainingConfig withCalibration(Duration length) {
        return new TrainingConfig(
                from,
                to,
                length,
                seed,
                deepMembers,
                passes,
                thresholds,
                escalatedShare,
                budgetShare,
                novelty);
    }

    /** The same with another number of members of the deep model. */
    public TrainingConfig withDeepMembers(int members) {
        return new TrainingConfig(
                from,
                to,
                calibration,
                seed,
                members,
                passes,
                thresholds,
                escalatedShare,
                budgetShare,
                novelty);
    }

    /** The same with a gate that escalates another share, and no more than that. */
    public TrainingConfig withEscalatedShare(double share) {
        return new TrainingConfig(
                from,
                to,
                calibration,
                seed,
                deepMembers,
                passes,
                thresholds,
                share,
                share,
                novelty);
    }

    private static void require(boolean holds, String found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("training " + found + "; expected " + expected);
        }
    }
}
