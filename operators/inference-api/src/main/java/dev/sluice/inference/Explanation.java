// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference;

import java.io.Serializable;
import java.util.Objects;

/**
 * One way in which an event can be good or bad: a candidate to choose, and a question to ask.
 *
 * @param name short name, kebab-case, such as {@code terminal}
 * @param statement what it claims, such as {@code The terminal is compromised.}
 * @param question the question whose yes it is, such as {@code Does the terminal look compromised?}
 */
public record Explanation(String name, String statement, String question) implements Serializable {

    /** Refuses missing parts. */
    public Explanation {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(statement, "statement");
        Objects.requireNonNull(question, "question");
    }
}
