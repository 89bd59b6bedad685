// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** Who is looked at deeply: the policy, and the ceiling that no stream can break. */
package dev.sluice.decisioning.gate;
