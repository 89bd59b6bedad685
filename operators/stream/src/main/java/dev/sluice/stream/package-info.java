// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * The cascade as Flink operators, a package a stage.
 *
 * <p>Stages do not know each other: they share the types of {@code dev.sluice.decisioning.event}
 * and are put together in one screen of topology code.
 */
package dev.sluice.stream;
