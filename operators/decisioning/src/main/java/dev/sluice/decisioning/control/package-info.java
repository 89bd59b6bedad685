// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * What the one controller makes of the feedback: prices, the promise, and new versions of the
 * policy.
 */
package dev.sluice.decisioning.control;
