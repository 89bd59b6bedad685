// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** The demo: a real broker, a local Flink, a paced producer and a count of what came out. */
package dev.sluice.cli.demo;
