// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** Fakes, clocks and contract tests, for the tests of all modules. */
package dev.sluice.testing;
