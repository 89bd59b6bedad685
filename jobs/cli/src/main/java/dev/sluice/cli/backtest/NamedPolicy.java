// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.gate.Policy;

/**
 * A policy under the name that the user knows it by.
 *
 * @param name name, unique within a backtest
 * @param policy the policy
 */
public record NamedPolicy(String name, Policy policy) {}
