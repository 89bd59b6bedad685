// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** How the cost of an event grows with cores, with history and with what is escalated. */
package dev.sluice.cli.bench.scaling;
