// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** The side output that all stages share for what they refuse. */
package dev.sluice.stream.deadletter;
