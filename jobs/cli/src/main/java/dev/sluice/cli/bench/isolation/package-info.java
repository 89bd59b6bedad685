// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** What a broken or slow deep model does to the first pass, and to the deadline. */
package dev.sluice.cli.bench.isolation;
