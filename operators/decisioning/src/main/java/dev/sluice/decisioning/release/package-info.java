// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * Which versions of the models decide: what is ordered, tried, live, rolled back, and by which
 * rule. Pure; who loads a model and who carries the orders is told elsewhere.
 */
package dev.sluice.decisioning.release;
