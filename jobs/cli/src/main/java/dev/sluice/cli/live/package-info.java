// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * The live page: figures of a running job for a browser, from its topics by a consumer of its own,
 * never from inside the job.
 *
 * <p>{@link dev.sluice.cli.live.LiveFigures} counts, {@link dev.sluice.cli.live.Panels} words what
 * was counted, {@link dev.sluice.cli.live.LiveServer} serves it. Only the sums and the decisions
 * that were escalated last are kept, and the page is put together at most once a second however
 * many look at it.
 */
package dev.sluice.cli.live;
