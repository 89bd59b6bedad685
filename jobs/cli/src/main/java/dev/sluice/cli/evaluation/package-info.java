// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** Published protocols, run with the cascade. */
package dev.sluice.cli.evaluation;
