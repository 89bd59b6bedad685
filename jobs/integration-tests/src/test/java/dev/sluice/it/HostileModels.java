// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.inference.Device;
import dev.sluice.inference.djl.TensorFlowEngine;
import dev.sluice.stream.model.ModelStore;
import dev.sluice.testing.FakeManifests;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** SavedModels with a variable, as TensorFlow itself writes them; some do more than they say. */
final class HostileModels {

    private static final int FEATURES = 3;

    private HostileModels() {}

    /** What a model does besides judging. */
    enum Deed {
        NONE,
        NONE_WITH_OTHER_WEIGHTS,
        NONE_WITH_WEIGHTS_THAT_ARE_NO_NUMBERS,
        READS_A_FILE,
        WRITES_A_FILE
    }

    /** Writes a model and a manifest that vouches for it. */
    static void write(Path folder, Deed deed, Path target) throws IOException {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> features =
                    tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, FEATURES)));
            Variable<TFloat32> weights = tf.variable(Shape.of(FEATURES), TFloat32.class);
            Op assigned = tf.assign(weights, tf.constant(weights(deed)));
            Operand<TFloat32> sum = tf.sum(tf.math.mul(features, weights), tf.constant(1));
            Operand<TFloat32> probability = after(tf, deed(tf, deed, target)).math.sigmoid(sum);
            Operand<TFloat32> novelty = tf.math.mul(probability, tf.constant(1f));
            try (Session session = new Session(graph)) {
                session.runner().addTarget(assigned.op()).run().close();
                SavedModelBundle.exporter(folder.toString())
                        .withTags("serve")
                        .withSession(session)
                        .withSignature(
                                Signature.builder()
                                        .key("serving_default")
                                        .input("features", features)
                                        .output("probability", probability)
                                        .output("novelty", novelty)
                                        .build())
                        .export();
            }
        }
        seal(folder);
    }

    /** Writes a manifest for the files that are there. */
    static void seal(Path folder) throws IOException {
        ModelStore.seal(folder, FakeManifests.firstPass(FEATURES));
    }

    /** What the model answers if nobody looks at it first. */
    static float[] run(Path folder) {
        try (SavedModelBundle bundle =
                        SavedModelBundle.loader(folder.toString())
                                .withTags("serve")
                                .withConfigProto(TensorFlowEngine.sessionConfig(Device.Kind.CPU))
                                .load();
                TFloat32 features =
                        TFloat32.tensorOf(StdArrays.ndCopyOf(new float[][] {{1, 2, 3}}));
                Result result =
                        bundle.function("serving_default").call(Map.of("features", features))) {
            TFloat32 answer = (TFloat32) result.get("probability").orElseThrow();
            return new float[] {answer.getFloat(0)};
        }
    }

    private static List<Op> deed(Ops tf, Deed deed, Path target) {
        return switch (deed) {
            case READS_A_FILE -> List.of(tf.io.readFile(tf.constant(target.toString())));
            case WRITES_A_FILE ->
                    List.of(
                            tf.io.writeFile(
                                    tf.constant(target.toString()), tf.constant("was here")));
            default -> List.of();
        };
    }

    private static Ops after(Ops tf, List<Op> deeds) {
        return deeds.isEmpty() ? tf : tf.withControlDependencies(deeds);
    }

    private static float[] weights(Deed deed) {
        return switch (deed) {
            case NONE_WITH_OTHER_WEIGHTS -> new float[] {-0.5f, 1, 0.75f};
            case NONE_WITH_WEIGHTS_THAT_ARE_NO_NUMBERS -> new float[] {0.5f, Float.NaN, 0.25f};
            default -> new float[] {0.5f, -1, 0.25f};
        };
    }
}
