// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.event.Escalation;

/**
 * A way to think longer about a record, bound to one deep model and one policy.
 *
 * <p>Immutable and thread-safe; all that moves is in its {@link Deliberation}s.
 */
public interface Strategy {

    /** Name in configurations and ledgers, kebab-case. */
    String name();

    /** The most model passes that one record may take. */
    int maxPasses();

    /** The most rows that one step of one record may ask for. */
    int maxStepRows();

    /**
     * Starts to think about a record.
     *
     * @throws IllegalArgumentException if the record does not have the shape that the model wants
     */
    Deliberation begin(Escalation escalation);
}
