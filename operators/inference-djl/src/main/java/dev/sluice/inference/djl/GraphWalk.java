// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds all nodes that run when some nodes of a graph are asked for, those of functions too. */
final class GraphWalk {

    private final Map<String, NodeDef> nodes = new HashMap<>();
    private final Map<String, FunctionDef> functions = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> called = new HashSet<>();
    private final Deque<FunctionDef> toCall = new ArrayDeque<>();
    private final List<NodeDef> reached = new ArrayList<>();

    private GraphWalk(GraphDef graph) {
        graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
        graph.getLibrary()
                .getFunctionList()
                .forEach(function -> functions.put(function.getSignature().getName(), function));
    }

    /**
     * The nodes, each once. All of a function that is called runs, and its gradient too.
     *
     * @param from names of nodes or of their outputs
     */
    static List<NodeDef> reached(GraphDef graph, List<String> from) {
        GraphWalk walk = new GraphWalk(graph);
        walk.follow(from);
        return walk.reached;
    }

    private void follow(List<String> from) {
        Deque<String> ahead = new ArrayDeque<>(from);
        while (!ahead.isEmpty()) {
            String name = node(ahead.pop());
            NodeDef node = nodes.get(name);
            if (node != null && seen.add(name)) {
                ahead.addAll(node.getInputList());
                reach(node);
            }
        }
        // one after the other: a chain of calls may be longer than the stack is deep
        while (!toCall.isEmpty()) {
            toCall.pop().getNodeDefList().forEach(this::reach);
        }
    }

    /** A node, and the functions that it calls: by its own operation, or as attributes. */
    private void reach(NodeDef node) {
        if (functions.containsKey(node.getOp())) {
            call(node.getOp());
        } else {
            reached.add(node);
        }
        for (AttrValue value : node.getAttrMap().values()) {
            if (value.hasFunc()) {
                call(value.getFunc().getName());
            }
            for (NameAttrList function : value.getList().getFuncList()) {
                call(function.getName());
            }
        }
    }

    private void call(String name) {
        FunctionDef function = functions.get(name);
        if (function != null && called.add(name)) {
            toCall.push(function);
        }
    }

    /** {@code ^control} and {@code name:2} to the name. */
    private static String node(String input) {
        int from = input.startsWith("^") ? 1 : 0;
        int colon = input.indexOf(':');
        return input.substring(from, colon < 0 ? input.length() : colon);
    }
}
