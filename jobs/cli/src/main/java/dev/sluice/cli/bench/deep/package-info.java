// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** What the deep engine saves and costs, and what its strategies are worth. */
package dev.sluice.cli.bench.deep;
