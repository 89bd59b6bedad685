// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * What is ordinary for one series of numbers, learned from the series alone, one value after
 * another, in constant time and space.
 *
 * <p><b>Order.</b> Values count in the order in which they are given; nothing here sorts.
 *
 * <p><b>Self-masking.</b> What judges a value is learned from earlier values only; the tails of
 * {@link dev.sluice.decisioning.series.Tails} are learned a few values later still, so that the
 * first values of a fault do not make the next ones ordinary.
 *
 * <p><b>State.</b> The parts are plain mutable objects with public fields, so that a state backend
 * can store them field by field; only this package reads or writes those fields.
 */
package dev.sluice.decisioning.series;
