// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.release;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ReleaseOrder;

/**
 * What the desk of releases hears: exactly one of the three is present.
 *
 * @param order an order, or null
 * @param status what a subtask says, or null
 * @param control a message of the control topic, or null
 */
public record ReleaseInput(ReleaseOrder order, ModelStatus status, ControlMessage control) {}
