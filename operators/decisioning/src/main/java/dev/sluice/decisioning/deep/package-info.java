// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * Thinking longer about one record: strategies, their stop rules, and the engine that batches them.
 *
 * <p>A {@link dev.sluice.decisioning.deep.Strategy} starts a {@link
 * dev.sluice.decisioning.deep.Deliberation} for each record: a state machine whose steps name a
 * signature of the deep model and give input rows. The {@link
 * dev.sluice.decisioning.deep.DeepEngine} forms batches over all records in flight, whatever their
 * step. Nothing here knows a clock, a thread or a stream, and a record's answer does not depend on
 * its company: stream and backtest give the same decisions to the bit.
 */
package dev.sluice.decisioning.deep;
