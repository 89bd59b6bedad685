// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import java.io.Serializable;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Entities that are decided by name, before any model is asked; a list further left wins.
 *
 * @param block always FLAG
 * @param allow always CLEAR
 * @param escalate always looked at deeply, as far as the budget goes
 */
public record HardRules(
        SortedSet<String> block, SortedSet<String> allow, SortedSet<String> escalate)
        implements Serializable {

    /** No rules. */
    public static final HardRules NONE =
            new HardRules(
                    Collections.emptySortedSet(),
                    Collections.emptySortedSet(),
                    Collections.emptySortedSet());

    /** What a list says about an entity. */
    public enum Rule {
        BLOCK,
        ALLOW,
        ESCALATE,
        NONE
    }

    /** Copies the lists. */
    public HardRules {
        block = copy(block);
        allow = copy(allow);
        escalate = copy(escalate);
    }

    /** What the lists say about an entity. */
    public Rule of(String entityKey) {
        if (isEmpty()) {
            return Rule.NONE;
        }
        if (block.contains(entityKey)) {
            return Rule.BLOCK;
        }
        if (allow.contains(entityKey)) {
            return Rule.ALLOW;
        }
        return escalate.contains(entityKey) ? Rule.ESCALATE : Rule.NONE;
    }

    private boolean isEmpty() {
        return block.isEmpty() && allow.isEmpty() && escalate.isEmpty();
    }

    private static SortedSet<String> copy(SortedSet<String> keys) {
        TreeSet<String> copy = new TreeSet<>();
        for (String key : keys) {
            copy.add(Objects.requireNonNull(key, "entity key of a list"));
        }
        return Collections.unmodifiableSortedSet(copy);
    }
}
