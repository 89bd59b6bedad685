// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import dev.sluice.decisioning.privacy.LoggedIdentifiers;

/**
 * A ticket: what an entity does in this time is nobody's alarm.
 *
 * @param entityKey entity
 * @param fromMs begin, milliseconds since the epoch, UTC
 * @param toMs end, exclusive; a window that ends before it begins covers nothing
 */
public record MaintenanceWindow(String entityKey, long fromMs, long toMs) {

    /** For logs: identifiers as they may appear there. */
    @Override
    public String toString() {
        return "MaintenanceWindow["
                + LoggedIdentifiers.of(entityKey)
                + ", "
                + fromMs
                + " to "
                + toMs
                + "]";
    }
}
