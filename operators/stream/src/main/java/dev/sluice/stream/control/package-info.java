// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** The controller of the gate: hears the feedback, issues control messages. */
package dev.sluice.stream.control;
