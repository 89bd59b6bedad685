// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import dev.sluice.decisioning.calibration.Calibration;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * All that turns model outputs into decisions, as one versioned file.
 *
 * @param version stamped on every decision
 * @param useCase use case that it is for
 * @param costs what the outcomes cost
 * @param review how many reviews there may be
 * @param rules entities that are decided by name
 * @param firstPass calibration of the first pass
 * @param deep calibration of the deep model's answer for each strategy that it can think with
 * @param gate what is escalated
 */
public record Policy(
        String version,
        String useCase,
        CostMatrix costs,
        ReviewConfig review,
        HardRules rules,
        Calibration firstPass,
        Map<String, Calibration> deep,
        GateConfig gate)
        implements Serializable {

    /** Copies the map in the order of its keys and refuses missing parts. */
    public Policy {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(useCase, "useCase");
        Objects.requireNonNull(costs, "costs");
        Objects.requireNonNull(review, "review");
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(firstPass, "firstPass");
        deep = Collections.unmodifiableSortedMap(new TreeMap<>(deep));
        Objects.requireNonNull(gate, "gate");
    }

    /**
     * The calibration of the deep model's answer under a strategy.
     *
     * @throws IllegalArgumentException if there is none, naming those that there are
     */
    public Calibration deep(String strategy) {
        Calibration calibration = deep.get(strategy);
        if (calibration == null) {
            throw new IllegalArgumentException(
                    "Policy "
                            + version
                            + " has no calibration for strategy '"
                            + strategy
                            + "'; it has "
                            + deep.keySet()
                            + ". Set deep.strategy to one of them, or train again.");
        }
        return calibration;
    }

    /** A policy without a capacity for reviews and without lists. */
    public static Policy of(
            String version,
            String useCase,
            CostMatrix costs,
            Calibration firstPass,
            Map<String, Calibration> deep,
            GateConfig gate) {
        return new Policy(
                version,
                useCase,
                costs,
                ReviewConfig.UNLIMITED,
                HardRules.NONE,
                firstPass,
                deep,
                gate);
    }

    /** Where the outcomes part for a record with a stake, surcharge on reviews included. */
    public Thresholds thresholds(long stake) {
        return charged().thresholds(stake);
    }

    /**
     * Expected cost of the cheapest outcome of a record, in units of the stake; a surcharge on
     * reviews is part of it.
     */
    public double risk(double probability, long stake) {
        return charged().risk(probability, stake);
    }

    private CostMatrix charged() {
        return review.surcharge() == 0
                ? costs
                : costs.withReview(costs.review() + review.surcharge());
    }

    /** The same with another gate. */
    public Policy withGate(GateConfig other) {
        return new Policy(version, useCase, costs, review, rules, firstPass, deep, other);
    }

    /** The same under another version. */
    public Policy withVersion(String other) {
        return new Policy(other, useCase, costs, review, rules, firstPass, deep, gate);
    }

    /** The same with other costs. */
    public Policy withCosts(CostMatrix other) {
        return new Policy(version, useCase, other, review, rules, firstPass, deep, gate);
    }

    /** The same with another capacity for reviews. */
    public Policy withReview(ReviewConfig other) {
        return new Policy(version, useCase, costs, other, rules, firstPass, deep, gate);
    }

    /** The same with another calibration of the first pass. */
    public Policy withFirstPass(Calibration other) {
        return new Policy(version, useCase, costs, review, rules, other, deep, gate);
    }

    /** The same with other lists. */
    public Policy withRules(HardRules other) {
        return new Policy(version, useCase, costs, review, other, firstPass, deep, gate);
    }
}
