// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** Protocol T2: means over four folds, repeated for several seeds, as text, JSON and a page. */
package dev.sluice.cli.evaluation.prequential;
