// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

/**
 * The thinking about one record: a state machine that asks for one step after the other.
 *
 * <p>While {@link #ended()} is false: {@link #signature()} and {@link #rows()} say what is needed
 * next, {@link #write} hands over its input rows, {@link #read} takes the answer and moves on. What
 * it asks for depends on its record and on the answers to it alone, never on the time or on the
 * company in a batch. Not thread-safe, but the {@link Progress} that it gives away is.
 */
public interface Deliberation {

    /** Whether the verdict is settled or the passes are spent. */
    boolean ended();

    /** Signature of the model that the next step runs. */
    String signature();

    /** Number of rows of the next step, at least 1, at most {@link Strategy#maxStepRows()}. */
    int rows();

    /** Writes the rows of the next step into the inputs of a batch. */
    void write(StepInputs inputs, int firstRow);

    /**
     * Takes the answer to the rows that were written last and moves to the next step.
     *
     * @throws BadOutputException if the model's answer is no answer
     */
    void read(StepOutputs outputs, int firstRow) throws BadOutputException;

    /** What is known by now: immutable, and cheap to ask for. */
    Progress progress();
}
