// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.window.History;
import dev.sluice.decisioning.window.WindowNode;

/** Keyed state of a customer; public with plain fields so that Flink stores it field by field. */
public final class CustomerState {

    /** Transactions and amounts. */
    public WindowNode windows = new WindowNode();

    /** The last transactions. */
    public History history = new History();

    /** A customer never seen before. */
    public CustomerState() {}
}
