// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * How good the decisions were, once labels are known: figures by window of event time, from a
 * weighted sample, and what to do when the calibration has drifted.
 */
package dev.sluice.decisioning.quality;
