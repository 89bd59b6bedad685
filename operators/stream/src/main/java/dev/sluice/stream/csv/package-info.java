// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** Recorded events as files of comma-separated lines; bad lines are refused by place and value. */
package dev.sluice.stream.csv;
