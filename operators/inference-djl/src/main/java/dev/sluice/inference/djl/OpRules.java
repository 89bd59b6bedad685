// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import org.tensorflow.TensorFlow;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which operations may run in a model: those that TensorFlow knows, that keep no state, and that
 * neither take nor give text.
 *
 * <p>Whatever reaches outside of a graph is told by text where to go (a file, an address, a piece
 * of Python), as a tensor or as an attribute, or keeps state. So both are refused, but for the few
 * attributes that only choose among ways to compute, and for variables.
 */
final class OpRules {

    private static final Set<String> VARIABLES =
            Set.of(
                    "VarHandleOp",
                    "ReadVariableOp",
                    "AssignVariableOp",
                    "VarIsInitializedOp",
                    "VariableV2",
                    "Assign");

    /** Calls of functions, whose own nodes are looked at. */
    private static final Set<String> CALLS =
            Set.of("StatefulPartitionedCall", "If", "While", "Case");

    /** Text of theirs says how to compute, or is the name of a loop or a variable. */
    private static final Set<String> WAYS_TO_COMPUTE =
            Set.of(
                    "align",
                    "config",
                    "config_proto",
                    "data_format",
                    "direction",
                    "dst_format",
                    "equation",
                    "executor_type",
                    "fill_mode",
                    "frame_name",
                    "input_mode",
                    "interpolation",
                    "kernel_type",
                    "message",
                    "method",
                    "mode",
                    "noise",
                    "padding",
                    "rnn_mode",
                    "round_mode",
                    "row_partition_types",
                    "set_operation",
                    "src_format");

    private static final Set<DataType> NO_NUMBERS =
            Set.of(DataType.DT_STRING, DataType.DT_STRING_REF, DataType.DT_VARIANT);

    /** What reads variables from the model's own folder, as TensorFlow's exporters write it. */
    private static final Set<String> RESTORES =
            Set.of("RestoreV2", "Const", "Placeholder", "Identity", "Pack", "ZerosLike");

    private final Set<String> others;

    /**
     * Operations of this build of TensorFlow, which has to be started before they are asked for.
     */
    private static final class Known {

        private static final Map<String, OpDef> OPERATIONS =
                TensorFlow.registeredOpList().getOpList().stream()
                        .collect(Collectors.toUnmodifiableMap(OpDef::getName, op -> op));
    }

    /** What may run when an event is judged. TensorFlow has to be started. */
    static OpRules judging() {
        return new OpRules(Set.of());
    }

    /** What may run, besides, when variables are restored. TensorFlow has to be started. */
    static OpRules restoring() {
        return new OpRules(RESTORES);
    }

    private OpRules(Set<String> others) {
        this.others = others;
    }

    /** Why a node may not run, to be read after its name; nothing if it may. */
    Optional<String> refusal(NodeDef node) {
        OpDef op = Known.OPERATIONS.get(node.getOp());
        if (op == null) {
            return Optional.of("this build of TensorFlow does not know");
        }
        if (others.contains(op.getName()) || VARIABLES.contains(op.getName())) {
            return Optional.empty();
        }
        if (op.getIsStateful() && !CALLS.contains(op.getName())) {
            return Optional.of("keeps state or reaches outside of the graph");
        }
        if (handlesText(op, node)) {
            return Optional.of("handles text");
        }
        return op.getAttrList().stream()
                .filter(attr -> attr.getType().contains("string"))
                .map(OpDef.AttrDef::getName)
                .filter(attr -> !WAYS_TO_COMPUTE.contains(attr))
                .findFirst()
                .map(attr -> "is told by text what to do ('" + attr + "')");
    }

    /** Whether an input or output is no number, by its declaration or as the node has it. */
    private static boolean handlesText(OpDef op, NodeDef node) {
        Set<DataType> types = new HashSet<>();
        for (List<OpDef.ArgDef> args : List.of(op.getInputArgList(), op.getOutputArgList())) {
            args.forEach(arg -> types.add(arg.getType()));
        }
        for (AttrValue value : node.getAttrMap().values()) {
            types.add(value.getType());
            types.addAll(value.getList().getTypeList());
        }
        types.retainAll(NO_NUMBERS);
        return !types.isEmpty();
    }
}
