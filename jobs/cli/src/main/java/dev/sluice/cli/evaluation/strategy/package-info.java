// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** Ways to think, compared on the test week of a fold. */
package dev.sluice.cli.evaluation.strategy;
