// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** Whether the memory of a job stays where it is under a steady load. */
package dev.sluice.cli.bench.soak;
