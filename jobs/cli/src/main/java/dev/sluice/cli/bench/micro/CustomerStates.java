// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.micro;

import dev.sluice.decisioning.window.WindowStore;
import dev.sluice.fraud.CustomerState;

import java.io.IOException;

/** The states of customers, and the finer nodes of their windows. For one thread. */
interface CustomerStates extends AutoCloseable {

    /** Nothing yet, in a backend by its name, {@code heap} or {@code rocksdb}. */
    static CustomerStates of(String backend) throws IOException {
        return switch (backend) {
            case "heap" -> new HeapStates();
            case "rocksdb" -> RocksDbStates.open();
            default ->
                    throw new IllegalArgumentException(
                            "backend is '" + backend + "'; expected heap or rocksdb");
        };
    }

    /** The state of a customer, a new one if there is none. */
    CustomerState get(int customer) throws IOException;

    /** Stores it, changed. */
    void put(int customer, CustomerState state) throws IOException;

    /** The nodes of a customer, until the next call. */
    WindowStore nodes(int customer);

    @Override
    void close() throws IOException;
}
