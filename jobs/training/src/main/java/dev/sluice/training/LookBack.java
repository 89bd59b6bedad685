// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import java.util.List;

/**
 * What a refinement reads of a history in several windows: one with each step, the shortest first,
 * all by the same encoder; nothing of a history that is one.
 *
 * @param windows number of windows; 0 for none
 * @param encoders the encoder of one window; empty for none
 */
record LookBack(int windows, List<HistoryEncoder> encoders) {

    /** Looks at no history. */
    static final LookBack NONE = new LookBack(0, List.of());

    /** Floats of one window; 0 for none. */
    int windowWidth() {
        return encoders.stream().mapToInt(HistoryEncoder::contextWidth).sum();
    }

    /** Columns of an encoded window; 0 for none. */
    int encodedWidth() {
        return encoders.stream().mapToInt(HistoryEncoder::width).sum();
    }

    /**
     * The window of a step, cut out of whole contexts.
     *
     * @param context {@code [N, windows * windowWidth()]}, the longest window first
     * @param step number of the step, from 0 on
     */
    Operand<TFloat32> window(Ops tf, Operand<TFloat32> context, int step) {
        int back = Math.min(step, windows - 1);
        return Layers.columns(tf, context, (windows - 1 - back) * windowWidth(), windowWidth());
    }

    /** An encoded window in a list, {@code [N, encodedWidth()]}; an empty list for none. */
    List<Operand<TFloat32>> encoded(Ops tf, Weights weights, Operand<TFloat32> window) {
        return encoders.stream()
                .map(encoder -> encoder.apply(tf, weights, "window", window))
                .toList();
    }
}
