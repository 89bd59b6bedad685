// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.nab;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;

/**
 * What a run of the benchmark gave; the fields are the JSON.
 *
 * @param profiles scores of the cascade by profile, null without a cascade
 * @param escalatedShare share of the readings that the cascade looked at deeply, NaN without one
 * @param rows one row a detector
 * @param published the published table
 */
public record NabReport(
        Profiles profiles,
        @JsonProperty("escalated_share") double escalatedShare,
        List<NabRow> rows,
        List<NabRow> published) {

    /** Name of the row that the report is about. */
    public static final String CASCADE = "cascade";

    /**
     * Scores by profile.
     *
     * @param standard the standard profile
     * @param lowFp the profile that rewards a low rate of false positives
     * @param lowFn the profile that rewards a low rate of false negatives
     */
    public record Profiles(
            double standard,
            @JsonProperty("reward_low_FP_rate") double lowFp,
            @JsonProperty("reward_low_FN_rate") double lowFn) {}

    /** Copies the rows. */
    public NabReport {
        rows = List.copyOf(rows);
        published = List.copyOf(published);
    }

    /** The report of some rows, beside the published table. */
    public static NabReport of(List<NabRow> rows) {
        for (NabRow row : rows) {
            if (row.name().equals(CASCADE)) {
                return new NabReport(
                        new Profiles(row.standard(), row.lowFp(), row.lowFn()),
                        row.escalatedShare(),
                        rows,
                        NabPublished.TABLE);
            }
        }
        return new NabReport(null, Double.NaN, rows, NabPublished.TABLE);
    }

    /** The same alone: of another corpus than the benchmark's nothing is published. */
    public NabReport withoutPublished() {
        return new NabReport(profiles, escalatedShare, rows, List.of());
    }
}
