// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** What stages share about event time. */
package dev.sluice.stream.time;
