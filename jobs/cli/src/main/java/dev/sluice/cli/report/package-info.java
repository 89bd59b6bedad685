// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * Reports that people read: one HTML page with charts, without scripts and without anything from
 * elsewhere. Knows figures and words, no use case.
 */
package dev.sluice.cli.report;
