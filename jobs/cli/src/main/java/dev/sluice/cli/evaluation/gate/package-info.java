// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** What the gate is worth: budget, frontier, money, promise and calibration. */
package dev.sluice.cli.evaluation.gate;
