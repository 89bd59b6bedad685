// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a load measured.
 *
 * @param events events that were sent
 * @param decisions decisions that were there soon after the last one
 * @param keptUp whether each event had its decision by then; if not, the percentiles lack what
 *     would have come later
 * @param senderLagMs how late the latest event was sent: it is in the times of the events
 * @param confident times of the decisions of the first pass
 * @param escalated times of the decisions on escalated events, fallbacks among them
 * @param fallbacks escalated events that the first pass decided after all
 */
public record LoadFigures(
        @JsonProperty("events") long events,
        @JsonProperty("decisions") long decisions,
        @JsonProperty("kept_up") boolean keptUp,
        @JsonProperty("sender_lag_max_ms") double senderLagMs,
        @JsonProperty("confident") LatencyFigures confident,
        @JsonProperty("escalated") LatencyFigures escalated,
        @JsonProperty("fallbacks") long fallbacks) {}
