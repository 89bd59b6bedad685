// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.inference.Device;
import dev.sluice.inference.djl.NativesProgress;
import dev.sluice.inference.djl.TensorFlowEngine;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Runs a piece of a graph on some rows. */
final class Graphs {

    private Graphs() {}

    @FunctionalInterface
    interface Piece {
        Operand<TFloat32> build(Ops tf, Operand<TFloat32> x);
    }

    /** The result for rows, row-major. */
    static float[] run(int width, float[] rows, Piece piece) throws Exception {
        TensorFlowEngine.start(NativesProgress.NONE);
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> x =
                    tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, width)));
            Operand<TFloat32> y = piece.build(tf, x);
            try (Session session =
                            new Session(graph, TensorFlowEngine.sessionConfig(Device.Kind.CPU));
                    TFloat32 fed =
                            TFloat32.tensorOf(
                                    Shape.of(rows.length / width, width), DataBuffers.of(rows));
                    Result result = session.runner().feed(x, fed).fetch(y).run()) {
                TFloat32 tensor = (TFloat32) result.get(0);
                float[] values = new float[(int) tensor.size()];
                tensor.asRawTensor().data().asFloats().read(values);
                return values;
            }
        }
    }
}
