// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.deadletter;

import dev.sluice.decisioning.event.DeadLetter;

import java.io.IOException;
import java.time.Instant;
import java.util.function.BiConsumer;

/** Reads letters with all that they have, one by one: there may be more than fit into memory. */
public final class WholeLetters {

    private WholeLetters() {}

    /**
     * Hands over letters with their ids; one that a job wrote twice comes twice.
     *
     * @throws IOException if the topic does not exist, or the cluster does not answer
     */
    public static void read(
            DeadLetterTopic topic, LetterFilter filter, BiConsumer<String, DeadLetter> letters)
            throws IOException {
        topic.read(
                new DeadLetterTopic.Visitor() {
                    @Override
                    public void letter(String id, DeadLetter letter) {
                        if (filter.matches(id, letter)) {
                            letters.accept(id, letter);
                        }
                    }

                    @Override
                    public void replayed(String id, Instant at) {}

                    @Override
                    public void unreadable() {}
                });
    }
}
