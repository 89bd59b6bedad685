// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** The gate: decides on the first pass's answer, or escalates. */
package dev.sluice.stream.gate;
