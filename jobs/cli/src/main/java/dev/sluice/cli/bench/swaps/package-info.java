// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** What changing models a hundred times does to a job under load. */
package dev.sluice.cli.bench.swaps;
