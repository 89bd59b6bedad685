// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.inference.Explanation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What can be wrong with a sensor, or with what it measures. */
public enum FaultKind {
    /** Single values, or many single ones, far from the others. */
    SPIKE("spike", "Single values stick out.", "Do single values stick out?"),
    /** A level that was not there before. */
    SHIFT("shift", "The level has changed.", "Has the level changed?"),
    /** A level that creeps away. */
    DRIFT("drift", "The level is drifting.", "Is the level drifting?"),
    /** Values that scatter more than they did. */
    NOISE("noise", "The values scatter more than they did.", "Do the values scatter more?"),
    /** The same value again and again. */
    STUCK("stuck", "The sensor is stuck.", "Is the sensor stuck?"),
    /** A habit that is broken: another shape, another frequency, another time of day. */
    PATTERN("pattern", "The usual pattern is broken.", "Is the usual pattern broken?"),
    /** A channel that no longer goes with the others. */
    APART("apart", "A channel does not go with the others.", "Does a channel leave the others?");

    private static final List<Explanation> EXPLANATIONS = explanationsOfAll();

    private final String key;
    private final String claim;
    private final String question;

    FaultKind(String key, String claim, String question) {
        this.key = key;
        this.claim = claim;
        this.question = question;
    }

    /** Name in ledgers and tables, kebab-case. */
    public String key() {
        return key;
    }

    /** Index among {@link #explanations()}: what training calls the cause. */
    public byte cause() {
        return (byte) (ordinal() + 1);
    }

    /** That nothing is wrong, then the kinds in order. */
    public static List<Explanation> explanations() {
        return EXPLANATIONS;
    }

    private static List<Explanation> explanationsOfAll() {
        List<Explanation> all = new ArrayList<>();
        all.add(
                new Explanation(
                        "ordinary", "The sensor behaves as ever.", "Does it behave as ever?"));
        Arrays.stream(values())
                .map(kind -> new Explanation(kind.key, kind.claim, kind.question))
                .forEach(all::add);
        return List.copyOf(all);
    }
}
