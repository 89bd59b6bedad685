// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.micro;

import dev.sluice.decisioning.window.WindowNode;
import dev.sluice.decisioning.window.WindowStore;
import dev.sluice.fraud.CustomerState;

import java.util.HashMap;
import java.util.Map;

/** Objects in maps. */
final class HeapStates implements CustomerStates {

    private final Map<Integer, CustomerState> states = new HashMap<>();
    private final Map<Integer, Nodes> nodes = new HashMap<>();

    @Override
    public CustomerState get(int customer) {
        CustomerState state = states.get(customer);
        return state == null ? new CustomerState() : state;
    }

    @Override
    public void put(int customer, CustomerState state) {
        states.put(customer, state);
    }

    @Override
    public WindowStore nodes(int customer) {
        return nodes.computeIfAbsent(customer, number -> new Nodes());
    }

    @Override
    public void close() {
        // the heap is let go with the object
    }

    private static final class Nodes implements WindowStore {

        private final Map<Long, WindowNode> byNumber = new HashMap<>();

        @Override
        public WindowNode get(long number) {
            return byNumber.get(number);
        }

        @Override
        public void put(long number, WindowNode node) {
            byNumber.put(number, node);
        }

        @Override
        public void remove(long number) {
            byNumber.remove(number);
        }
    }
}
