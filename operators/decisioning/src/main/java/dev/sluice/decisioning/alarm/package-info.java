// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * From scores to alarms, entity by entity: what is unusual for this one, told once an episode.
 *
 * <pre>
 *  decisions ─► {@link dev.sluice.decisioning.alarm.AnomalyLikelihood} ─► {@link dev.sluice.decisioning.alarm.AlarmRule} ─┐
 *  sightings ─► {@link dev.sluice.decisioning.alarm.SilenceRule} ─────────────────────┼─► {@link dev.sluice.decisioning.alarm.Alarm}
 *  tickets ───► {@link dev.sluice.decisioning.alarm.MaintenanceWindows} ──────────────┘
 * </pre>
 *
 * <p>Rules are immutable and serve all entities; what they know of one entity is handed to them
 * with each call. That state ({@link dev.sluice.decisioning.alarm.ScoreProfile}, {@link
 * dev.sluice.decisioning.alarm.Episodes}, {@link dev.sluice.decisioning.alarm.Cadence}, {@link
 * dev.sluice.decisioning.alarm.MaintenanceWindows}) is a plain mutable object with public fields,
 * so that a state backend can store it field by field; only this package reads or writes them. Time
 * and memory of every call are bounded, however long an entity has been known.
 */
package dev.sluice.decisioning.alarm;
