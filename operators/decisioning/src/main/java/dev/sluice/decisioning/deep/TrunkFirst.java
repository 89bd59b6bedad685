// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.event.Escalation;

/** A deliberation whose first step is the trunk, and whose others read the state that it gave. */
abstract class TrunkFirst implements Deliberation {

    private final Trunk trunk;
    private final Escalation escalation;
    private float[] state;

    TrunkFirst(Trunk trunk, Escalation escalation) {
        this.trunk = trunk;
        this.escalation = escalation;
    }

    /** Signature of the next step after the trunk. */
    abstract String nextSignature();

    /** Rows of the next step after the trunk. */
    abstract int nextRows();

    /** Writes the rows of the next step after the trunk; the same each time until they are read. */
    abstract void writeNext(StepInputs inputs, int firstRow);

    /**
     * Takes the answers to them.
     *
     * @throws BadOutputException if the model's answer is no answer
     */
    abstract void readNext(StepOutputs outputs, int firstRow) throws BadOutputException;

    final Escalation escalation() {
        return escalation;
    }

    /** The state that the next step reads; the array is the caller's to write, too. */
    final float[] state() {
        return state;
    }

    @Override
    public final boolean ended() {
        return !progress().stopReason().isEmpty();
    }

    @Override
    public final String signature() {
        return state == null ? DeepSignatures.ENCODE : nextSignature();
    }

    @Override
    public final int rows() {
        return state == null ? 1 : nextRows();
    }

    @Override
    public final void write(StepInputs inputs, int firstRow) {
        if (state == null) {
            trunk.write(escalation, inputs, firstRow);
        } else {
            writeNext(inputs, firstRow);
        }
    }

    @Override
    public final void read(StepOutputs outputs, int firstRow) throws BadOutputException {
        if (state == null) {
            state = trunk.readState(outputs, firstRow);
        } else {
            readNext(outputs, firstRow);
        }
    }

    /**
     * A probability that the model gave.
     *
     * @throws BadOutputException if it is none
     */
    static float probability(StepOutputs outputs, String output, int row)
            throws BadOutputException {
        float value = outputs.array(output)[row];
        if (!(value >= 0 && value <= 1)) {
            throw new BadOutputException(
                    "Output '" + output + "' is " + value + "; expected a probability");
        }
        return value;
    }
}
