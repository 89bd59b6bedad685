// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import dev.sluice.fraud.CardTransaction;

import java.util.Iterator;
import java.util.function.Supplier;

/**
 * Events to measure with, in order of time; the same each time that they are asked for.
 *
 * @param name names topics: letters, digits and dashes
 * @param transactions opens them from the first on
 */
public record EventStream(String name, Supplier<Iterator<CardTransaction>> transactions) {}
