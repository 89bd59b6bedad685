// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * The cascade over recorded events, without a stream: the same rules and models in event-time
 * order, with no deadline, queue or breaker.
 */
package dev.sluice.cli.backtest;
