// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.window;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Hands out copies, as a serializing state backend does, so that a forgotten write shows. */
final class CopyingWindowStore implements WindowStore {

    private final Map<Long, WindowNode> nodes = new HashMap<>();

    @Override
    public WindowNode get(long number) {
        WindowNode node = nodes.get(number);
        return node == null ? null : copy(node);
    }

    @Override
    public void put(long number, WindowNode node) {
        nodes.put(number, copy(node));
    }

    @Override
    public void remove(long number) {
        nodes.remove(number);
    }

    int size() {
        return nodes.size();
    }

    int largest() {
        return nodes.values().stream().mapToInt(node -> node.size).max().orElse(0);
    }

    private static WindowNode copy(WindowNode node) {
        WindowNode copy = new WindowNode();
        copy.become(node);
        copy.times = node.times.clone();
        copy.ids = node.ids == null ? null : node.ids.clone();
        copy.counts = Arrays.copyOf(node.counts, node.counts.length);
        copy.sums = node.sums.clone();
        return copy;
    }
}
