// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.registry;

import java.util.Locale;

/** How the records of the topics that a job writes are framed. */
public enum OutputFraming {
    /** By the ids of the registry. */
    REGISTRY,
    /** As Avro single objects, although there is a registry. */
    SINGLE_OBJECT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
