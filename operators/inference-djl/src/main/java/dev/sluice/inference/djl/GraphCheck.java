// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;

import com.google.protobuf.InvalidProtocolBufferException;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at a graph before TensorFlow does: what runs in it may compute numbers from numbers, and
 * nothing else.
 *
 * <p>A SavedModel is a program. TensorFlow has operations that read and write files, talk to other
 * machines, call Python, or end the process; none of them is needed to judge an event. What runs is
 * what the outputs of signatures depend on, what initializes the graph, and what restores its
 * variables; {@link OpRules} says which operations may be there. Nodes that none of these reach,
 * such as those that save a checkpoint, never run.
 */
final class GraphCheck {

    /** Files beyond this are not read: TensorFlow itself reads none above two gigabytes. */
    static final long LARGEST_BYTES = 1L << 30;

    private static final List<String> INITIALIZERS =
            List.of("saved_model_main_op", "legacy_init_op");

    private GraphCheck() {}

    /**
     * Refuses a graph that could do something else than compute.
     *
     * @param file the SavedModel
     * @throws ModelLoadException naming the operation and the node, or saying why the file is no
     *     SavedModel
     */
    static void check(Path file) throws ModelLoadException {
        for (MetaGraphDef graph : read(file).getMetaGraphsList()) {
            check(file, graph, judged(graph), OpRules.judging());
            check(file, graph, restored(graph), OpRules.restoring());
        }
    }

    private static SavedModel read(Path file) throws ModelLoadException {
        try {
            long size = Files.size(file);
            if (size > LARGEST_BYTES) {
                throw new ModelLoadException(
                        Reason.GRAPH_REFUSED,
                        file
                                + " has "
                                + size
                                + " bytes; expected "
                                + LARGEST_BYTES
                                + " at most. Export large weights as variables.");
            }
            SavedModel model = SavedModel.parseFrom(Files.readAllBytes(file));
            if (model.getMetaGraphsCount() == 0) {
                throw new ModelLoadException(
                        Reason.GRAPH_REFUSED, file + " holds no graph. Export the model again.");
            }
            return model;
        } catch (InvalidProtocolBufferException e) {
            throw new ModelLoadException(
                    Reason.GRAPH_REFUSED,
                    file + " is no SavedModel: " + e.getMessage() + " Export the model again.",
                    e);
        } catch (IOException e) {
            throw new ModelLoadException(
                    Reason.FILE_MISSING, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void check(Path file, MetaGraphDef graph, List<String> from, OpRules rules)
            throws ModelLoadException {
        for (NodeDef node : GraphWalk.reached(graph.getGraphDef(), from)) {
            Optional<String> refusal = rules.refusal(node);
            if (refusal.isPresent()) {
                throw new ModelLoadException(
                        Reason.GRAPH_REFUSED,
                        file
                                + " runs the operation "
                                + node.getOp()
                                + " (node '"
                                + node.getName()
                                + "'), which "
                                + refusal.get()
                                + "; a model may only compute numbers from numbers. Take it out of"
                                + " the graph and export again.");
            }
        }
    }

    /** Nodes that signatures and initializers end in. */
    private static List<String> judged(MetaGraphDef graph) {
        List<String> nodes = new ArrayList<>();
        for (SignatureDef signature : graph.getSignatureDefMap().values()) {
            for (TensorInfo output : signature.getOutputsMap().values()) {
                nodes.add(output.getName());
            }
        }
        for (String name : INITIALIZERS) {
            CollectionDef collection = graph.getCollectionDefOrDefault(name, null);
            if (collection != null) {
                nodes.addAll(collection.getNodeList().getValueList());
            }
        }
        return nodes;
    }

    private static List<String> restored(MetaGraphDef graph) {
        return graph.hasSaverDef() ? List.of(graph.getSaverDef().getRestoreOpName()) : List.of();
    }
}
