// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.demo;

import java.util.List;

/**
 * An event as it is sent, and the labels that go out before it.
 *
 * @param timeMs when the event happened, milliseconds since the epoch
 * @param key key of the event
 * @param event the event, encoded
 * @param labels labels that became known with it, of this event or of others
 */
public record Shipment(long timeMs, byte[] key, byte[] event, List<Label> labels) {

    /** Copies the list. */
    public Shipment {
        labels = List.copyOf(labels);
    }

    /**
     * A label as it is sent.
     *
     * @param availableAtMs from when on it counts
     * @param key its key
     * @param value the label, encoded
     */
    public record Label(long availableAtMs, byte[] key, byte[] value) {}
}
