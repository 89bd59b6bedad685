// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

/**
 * A part of what is stacked.
 *
 * @param name its name
 * @param colour number of its colour
 */
public record Part(String name, int colour) {}
