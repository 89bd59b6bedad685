// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.inference.ModelBackend;

import java.util.ArrayList;
import java.util.List;

/**
 * The next batch of one signature.
 *
 * @param <T> ticket
 */
final class StepBatch<T> {

    private final String signature;
    private final StepInputs inputs;
    private final int capacity;
    private final List<Seat<T>> seats = new ArrayList<>();
    private int rows;

    StepBatch(String signature, StepInputs inputs, int capacity) {
        this.signature = signature;
        this.inputs = inputs;
        this.capacity = capacity;
    }

    String signature() {
        return signature;
    }

    int rows() {
        return rows;
    }

    List<Seat<T>> seats() {
        return seats;
    }

    boolean fits(Seat<T> seat) {
        return rows + seat.deliberation.rows() <= capacity;
    }

    void add(Seat<T> seat) {
        seat.deliberation.write(inputs, rows);
        rows += seat.deliberation.rows();
        seats.add(seat);
    }

    StepOutputs run(ModelBackend model) {
        return new StepOutputs(model.run(signature, rows, inputs.arrays()));
    }

    /** Tells the records how long the model took over them all. */
    void took(long nanos) {
        for (Seat<T> seat : seats) {
            seat.inferenceNanos += nanos;
            seat.deviceNanos += nanos * seat.deliberation.rows() / rows;
        }
    }

    void clear() {
        seats.clear();
        rows = 0;
    }
}
