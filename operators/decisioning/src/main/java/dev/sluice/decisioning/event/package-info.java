// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * What travels between the stages: plain records, domain-neutral from the features on.
 *
 * <p>{@link dev.sluice.decisioning.event.FeaturizedEvent} → {@link
 * dev.sluice.decisioning.event.ScoredEvent} → {@link dev.sluice.decisioning.event.Escalation} →
 * {@link dev.sluice.decisioning.event.Decision}; between operators each is wrapped into a {@link
 * dev.sluice.decisioning.event.Flow}, which can carry a control message instead.
 *
 * <p>Arrays inside the records are shared, not copied: whoever has emitted a record does not change
 * its arrays any more.
 */
package dev.sluice.decisioning.event;
