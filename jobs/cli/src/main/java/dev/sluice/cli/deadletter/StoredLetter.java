// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.deadletter;

import dev.sluice.decisioning.event.DeadLetter;

import java.time.Instant;
import java.util.Optional;

/**
 * A dead letter as the topic has it, without key, value and headers of the record.
 *
 * @param id where the refused record was, {@code topic/partition/offset}; where that is lost, where
 *     the letter itself is
 * @param letter the letter
 * @param replayedAt when its record was last sent again, if it was
 */
public record StoredLetter(String id, DeadLetter letter, Optional<Instant> replayedAt) {

    /** Whether there is a record that can be sent again. */
    public boolean isReplayable() {
        return letter.place().isPresent();
    }
}
