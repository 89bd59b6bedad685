// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.deep;

import dev.sluice.cli.bench.MachineFacts;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Map;

/**
 * Comparisons of the deep engine, each a ratio of rates or passes of one run.
 *
 * @param passesRatio passes of the fixed rule for one of the default rule
 * @param outcomeAgreement share of the records that have the same outcome under both
 * @param sharedTrunk speed of all passes with the trunk once, over that with the whole network each
 * @param vsStaticBatching speed over that of batches of fixed shape that wait for their slowest
 *     record
 * @param vsOneByOne speed over that of one record a call
 * @param vsRawModel speed over that of a bare loop with the same calls
 * @param vsShrinkingBatching speed over that of batches that shrink until their slowest record is
 *     decided
 * @param meanPasses passes a record under the default rule
 * @param passRecords records that passes and outcomes were compared on
 * @param timedRecords records that the speeds were measured on
 * @param recordsPerSecond median speed by variant
 * @param machine what it was measured on
 */
public record DeepBenchReport(
        @JsonProperty("passes_ratio") double passesRatio,
        @JsonProperty("outcome_agreement") double outcomeAgreement,
        @JsonProperty("shared_trunk") double sharedTrunk,
        @JsonProperty("vs_static_batching") double vsStaticBatching,
        @JsonProperty("vs_one_by_one") double vsOneByOne,
        @JsonProperty("vs_raw_model") double vsRawModel,
        @JsonProperty("vs_shrinking_batching") double vsShrinkingBatching,
        @JsonProperty("mean_passes") double meanPasses,
        @JsonProperty("pass_records") int passRecords,
        @JsonProperty("timed_records") int timedRecords,
        @JsonProperty("records_per_second") Map<String, Double> recordsPerSecond,
        MachineFacts machine) {}
