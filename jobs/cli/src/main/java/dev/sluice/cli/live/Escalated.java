// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import dev.sluice.decisioning.event.Decision;

/**
 * A decision on an escalated record.
 *
 * @param number which one it is since the page follows them, from 1
 * @param place where it is on the topic
 * @param decision the decision
 */
record Escalated(long number, String place, Decision decision) {}
