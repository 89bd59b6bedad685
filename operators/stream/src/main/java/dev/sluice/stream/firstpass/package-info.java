// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** The cheap model on every event, in micro-batches, chained between features and gate. */
package dev.sluice.stream.firstpass;
