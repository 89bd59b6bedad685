// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** Whether heap and native memory stay where they are. */
package dev.sluice.cli.bench.memory;
