// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** How long a decision takes under a load that does not wait for anybody. */
package dev.sluice.cli.bench.latency;
