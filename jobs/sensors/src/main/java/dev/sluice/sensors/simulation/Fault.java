// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.simulation;

import dev.sluice.sensors.FaultKind;

/**
 * A fault that was put into a channel.
 *
 * @param kind what it is
 * @param from first step
 * @param to step after the last one
 */
record Fault(FaultKind kind, int from, int to) {}
