// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** What the features of a reading cost while many sensors have more and more of a past. */
package dev.sluice.cli.bench.sensors;
