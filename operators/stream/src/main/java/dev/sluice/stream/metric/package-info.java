// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** What the stages measure, as one table. */
package dev.sluice.stream.metric;
