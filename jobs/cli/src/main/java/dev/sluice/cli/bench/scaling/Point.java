// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.scaling;

import dev.sluice.cli.bench.plumbing.Plan;

/**
 * One point of a curve.
 *
 * @param curve what grows, and which variant it grows for
 * @param value how much of it there is
 * @param plan the run
 */
record Point(String curve, String value, Plan plan) {}
