// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

/**
 * A reason for an outcome, for machines and for people.
 *
 * @param code stable name
 * @param meaning what it means
 * @param basis what it was derived from
 */
public record ReasonCode(String code, String meaning, String basis) {}
