// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * Alarms: what the decisions on an entity, its silence and its maintenance come to, once an
 * episode.
 *
 * <p>A branch beside the fast path: what is needed of events and decisions is taken where they are
 * made, so that all stages stay chained, and meets by entity in one operator around the rules of
 * {@link dev.sluice.decisioning.alarm}. Event time comes from the events alone, for deep has no
 * watermarks, and tickets are known when they are known.
 */
package dev.sluice.stream.alarm;
