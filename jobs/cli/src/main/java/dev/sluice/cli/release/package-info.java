// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** Ordering releases of models, and hearing what becomes of them, over the topics of a job. */
package dev.sluice.cli.release;
