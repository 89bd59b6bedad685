// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

/**
 * Somebody or something that took part in an event, besides its entity.
 *
 * @param kind what it is, such as {@code terminal}
 * @param id who it is
 */
public record Party(String kind, String id) {}
