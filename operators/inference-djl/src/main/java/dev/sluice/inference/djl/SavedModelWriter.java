// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import com.google.protobuf.CodedOutputStream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes a graph without variables as a SavedModel: equal graphs give equal bytes.
 *
 * <p>Weights as constants need no checkpoint and no initializer, which DJL would run with every
 * call.
 */
public final class SavedModelWriter {

    private static final long SCHEMA_VERSION = 1;

    private SavedModelWriter() {}

    /**
     * A signature and the tensors of the graph that it is made of.
     *
     * @param name name of the signature
     * @param inputs placeholders by name in the signature
     * @param outputs results by name in the signature
     */
    public record Binding(
            String name,
            Map<String, ? extends Operand<?>> inputs,
            Map<String, ? extends Operand<?>> outputs) {

        /** Copies the maps. */
        public Binding {
            inputs = Map.copyOf(inputs);
            outputs = Map.copyOf(outputs);
        }
    }

    /**
     * Writes {@value LoadedModel#FILE} into a folder.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Path directory, Graph graph, List<Binding> signatures)
            throws IOException {
        MetaGraphDef.Builder meta = MetaGraphDef.newBuilder();
        meta.getMetaInfoDefBuilder().addTags("serve").setTensorflowVersion(TensorFlow.version());
        meta.setGraphDef(graph.toGraphDef());
        for (Binding binding : signatures) {
            SignatureDef.Builder signature =
                    SignatureDef.newBuilder().setMethodName("tensorflow/serving/predict");
            binding.inputs().forEach((name, t) -> signature.putInputs(name, info(t.asOutput())));
            binding.outputs().forEach((name, t) -> signature.putOutputs(name, info(t.asOutput())));
            meta.putSignatureDef(binding.name(), signature.build());
        }
        SavedModel model =
                SavedModel.newBuilder()
                        .setSavedModelSchemaVersion(SCHEMA_VERSION)
                        .addMetaGraphs(meta)
                        .build();
        Files.createDirectories(directory);
        try (OutputStream out = Files.newOutputStream(directory.resolve(LoadedModel.FILE))) {
            CodedOutputStream coded = CodedOutputStream.newInstance(out);
            coded.useDeterministicSerialization();
            model.writeTo(coded);
            coded.flush();
        }
    }

    private static TensorInfo info(Output<?> tensor) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long size : tensor.shape().asArray()) {
            shape.addDimBuilder().setSize(size);
        }
        return TensorInfo.newBuilder()
                .setName(tensor.op().name() + ":" + tensor.index())
                .setDtype(tensor.dataType())
                .setTensorShape(shape)
                .build();
    }
}
