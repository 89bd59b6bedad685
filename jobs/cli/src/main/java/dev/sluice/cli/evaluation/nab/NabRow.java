// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.nab;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A row of the table, each figure at its own best threshold.
 *
 * @param name name of the detector
 * @param standard score under the standard profile
 * @param lowFp score under the profile that rewards a low rate of false positives
 * @param lowFn score under the profile that rewards a low rate of false negatives
 * @param escalatedShare share of the readings that were looked at deeply; NaN if published
 */
public record NabRow(
        String name,
        double standard,
        @JsonProperty("low_fp") double lowFp,
        @JsonProperty("low_fn") double lowFn,
        @JsonProperty("escalated_share") double escalatedShare) {}
