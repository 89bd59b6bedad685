// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** What benches share: figures from samples, facts about the machine, records to measure with. */
package dev.sluice.cli.bench;
