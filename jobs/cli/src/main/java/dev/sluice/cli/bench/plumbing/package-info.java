// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * A real job between the topics of a broker in a process of its own, in the variants that the
 * benches of speed compare.
 */
package dev.sluice.cli.bench.plumbing;
