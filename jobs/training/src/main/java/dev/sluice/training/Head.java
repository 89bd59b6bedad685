// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.deep.StrategyKind;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.djl.SavedModelWriter;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import java.util.List;
import java.util.Map;

/**
 * What reads the frozen state of the deep model: one description makes the loss that it is trained
 * by and the signatures that it serves.
 */
interface Head {

    /** Name of its weights among those of all heads. */
    String name();

    /** The strategy that thinks with it. */
    StrategyKind strategy();

    /** What multiplies the state while it is trained. */
    NetworkTrainer.Noise noise();

    /** How it is trained. */
    Descent descent();

    /**
     * Builds the loss of a batch of {@link HeadRows}.
     *
     * @param noise {@code [B, D]} of 0 and 1/keep
     */
    Operand<TFloat32> loss(
            Ops tf, Weights weights, Map<String, Operand<TFloat32>> batch, Operand<TFloat32> noise);

    /** What it offers. */
    Map<String, SignatureSpec> signatures();

    /** Builds what it offers from trained weights. */
    List<SavedModelWriter.Binding> bindings(Ops tf, Weights weights);
}
