// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.deadletter;

import dev.sluice.decisioning.event.DeadLetter;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which dead letters are meant; all conditions hold at once.
 *
 * @param ids ids of letters; none means all
 * @param topic topic of the refused record
 * @param stage stage that refused it
 * @param reasons why it was refused; none means all
 * @param from first time of refusal
 * @param to first time that is too late
 */
public record LetterFilter(
        Set<String> ids,
        Optional<String> topic,
        Optional<String> stage,
        Set<DeadLetter.Reason> reasons,
        Instant from,
        Instant to) {

    /** All letters. */
    public static final LetterFilter ALL =
            new LetterFilter(
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Set.of(),
                    Instant.MIN,
                    Instant.MAX);

    /** Copies the sets. */
    public LetterFilter {
        ids = Set.copyOf(ids);
        reasons = Set.copyOf(reasons);
    }

    boolean matches(String id, DeadLetter letter) {
        Instant at = Instant.ofEpochMilli(letter.deadAtMs());
        return (ids.isEmpty() || ids.contains(id))
                && topic.map(letter.topic()::equals).orElse(true)
                && stage.map(letter.stage()::equals).orElse(true)
                && (reasons.isEmpty() || reasons.contains(letter.reason()))
                && !at.isBefore(from)
                && at.isBefore(to);
    }
}
