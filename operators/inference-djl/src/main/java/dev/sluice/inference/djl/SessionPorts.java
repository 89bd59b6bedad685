// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import ai.djl.tensorflow.engine.SavedModelBundle;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.internal.c_api.TF_Output;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.TensorInfo;

import java.util.List;

/**
 * Where a signature is fed and read in the session of its model, and the memory that its calls pass
 * pointers through; for one thread at a time.
 *
 * <p>DJL's own call makes an array with a name and a handle of the eager session for each input and
 * output: 20 kB of heap, and up to a quarter of the time of a small batch.
 */
final class SessionPorts implements AutoCloseable {

    private final TF_Session session;
    private final TF_Output inputs;
    private final TF_Output outputs;
    private final int inputCount;
    private final int outputCount;
    private final PointerPointer<TF_Tensor> results;
    private final TF_Status status = TF_Status.newStatus();

    /**
     * The ports of a signature.
     *
     * @param inputs tensors of the graph that are fed, in the order of the calls
     * @param outputs tensors of the graph that are read
     */
    SessionPorts(SavedModelBundle bundle, List<TensorInfo> inputs, List<TensorInfo> outputs) {
        this.session = bundle.getSession();
        this.inputCount = inputs.size();
        this.outputCount = outputs.size();
        this.inputs = ports(bundle.getGraph(), inputs);
        this.outputs = ports(bundle.getGraph(), outputs);
        this.results = new PointerPointer<>(outputCount);
    }

    /**
     * Runs the session; the results have to be {@link #free freed}.
     *
     * @param fed one tensor for each input
     * @throws IllegalStateException if the engine fails, in which case nothing has to be freed
     */
    void run(PointerPointer<TF_Tensor> fed) {
        tensorflow.TF_SessionRun(
                session,
                null,
                inputs,
                fed,
                inputCount,
                outputs,
                results,
                outputCount,
                null,
                0,
                null,
                status);
        if (tensorflow.TF_GetCode(status) != tensorflow.TF_OK) {
            throw new IllegalStateException(tensorflow.TF_Message(status).getString());
        }
    }

    /**
     * Copies what is at the beginning of a result.
     *
     * @param output its place among the outputs
     * @param size floats that it has
     * @param into receives as many as it has room for
     * @throws IllegalStateException if the result has another size
     */
    void read(int output, int size, float[] into) {
        TF_Tensor result = results.get(TF_Tensor.class, output);
        long bytes = tensorflow.TF_TensorByteSize(result);
        if (bytes != (long) size * Float.BYTES) {
            throw new IllegalStateException(
                    "output "
                            + output
                            + " has "
                            + bytes
                            + " bytes; expected "
                            + (long) size * Float.BYTES);
        }
        new FloatPointer(tensorflow.TF_TensorData(result)).get(into, 0, into.length);
    }

    /** Frees the results of a call. */
    void free() {
        for (int output = 0; output < outputCount; output++) {
            tensorflow.TF_DeleteTensor(results.get(TF_Tensor.class, output));
        }
    }

    @Override
    public void close() {
        inputs.close();
        outputs.close();
        results.close();
        status.close();
    }

    /** A tensor of a graph goes by the name of its operation and its place among the results. */
    private static TF_Output ports(TF_Graph graph, List<TensorInfo> tensors) {
        TF_Output ports = new TF_Output(tensors.size());
        for (int i = 0; i < tensors.size(); i++) {
            String name = tensors.get(i).getName();
            int colon = name.lastIndexOf(':');
            String operation = colon < 0 ? name : name.substring(0, colon);
            TF_Operation found = tensorflow.TF_GraphOperationByName(graph, operation);
            if (found == null || found.isNull()) {
                throw new IllegalStateException("the graph has no operation '" + operation + "'");
            }
            int index = colon < 0 ? 0 : Integer.parseInt(name.substring(colon + 1));
            ports.position(i).oper(found).index(index);
        }
        return ports.position(0);
    }
}
