// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Where the layers of a network get their weights: variables while it is trained, constants when it
 * is served. One description of a network makes both graphs. A name that is asked for again, as in
 * a recurrent network, is the same weight.
 */
interface Weights {

    /** A matrix, drawn uniformly by He's rule while it is new, and decayed. */
    Operand<TFloat32> kernel(String name, int in, int out);

    /** A vector, zero while it is new. */
    Operand<TFloat32> bias(String name, int size);
}
