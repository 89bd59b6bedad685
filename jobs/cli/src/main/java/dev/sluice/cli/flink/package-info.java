// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** Flink in this process. */
package dev.sluice.cli.flink;
