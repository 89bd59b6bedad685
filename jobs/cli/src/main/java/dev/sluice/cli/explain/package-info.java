// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * One decision told to a person: {@code explain}.
 *
 * <p>A {@link dev.sluice.cli.explain.Case} is what is known of a decision, replayed by {@link
 * dev.sluice.cli.explain.EventReplay} or found by {@link dev.sluice.cli.explain.DecisionSearch}. A
 * {@link dev.sluice.cli.explain.Story} is the same in words, those of the use case. Everything from
 * a case on is a function of plain values.
 */
package dev.sluice.cli.explain;
