// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.window;

/**
 * Where the finer nodes of one entity's {@link WindowIndex} lie, by number.
 *
 * <p>The index writes a node back after each change, so a store may keep nodes in serialized form.
 */
public interface WindowStore {

    /** The node with this number, or null if there is none. */
    WindowNode get(long number);

    /** Stores a node, new or changed. */
    void put(long number, WindowNode node);

    /** Forgets a node. */
    void remove(long number);
}
