// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import java.util.Arrays;

/** When the thinking about a record ends before its passes are spent. */
public enum StopRule {
    /** Never: all passes are taken. */
    FIXED("fixed"),

    /** The confidence interval of the mean of the passes lies within one outcome. */
    INTERVAL("interval"),

    /** A sequential probability ratio test against each threshold is decided. */
    SPRT("sprt"),

    /** The outcome that most passes vote for will, by the Beta posterior, stay the first. */
    MAJORITY("majority"),

    /** The halting probability that the model learned is used up. */
    HALTING("halting"),

    /** The answer has stopped moving. */
    CONVERGED("converged"),

    /** One candidate is ahead of all others by more than chance explains. */
    MARGIN("margin"),

    /** A step leaves no doubt about the outcome. */
    DECISIVE("decisive");

    private final String key;

    StopRule(String key) {
        this.key = key;
    }

    /** Name in configurations, kebab-case. */
    public String key() {
        return key;
    }

    /**
     * The rule with a name.
     *
     * @throws IllegalArgumentException if there is none, naming those that there are
     */
    public static StopRule parse(String key) {
        for (StopRule rule : values()) {
            if (rule.key.equals(key)) {
                return rule;
            }
        }
        throw new IllegalArgumentException(
                "deep.stop-rule is '"
                        + key
                        + "'; expected one of "
                        + Arrays.stream(values()).map(StopRule::key).toList());
    }
}
