// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** How many events a second, and for how much processor time, beside what people run today. */
package dev.sluice.cli.bench.throughput;
