// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** From the raw probability of a model to one that can be believed. */
package dev.sluice.decisioning.calibration;
