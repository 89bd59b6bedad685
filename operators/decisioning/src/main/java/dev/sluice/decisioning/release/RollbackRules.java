// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.release;

import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;

/**
 * When a version is taken back without anybody being asked.
 *
 * @param minRecords records that have to be seen before any rule holds
 * @param maxErrorShare highest share of records on which the model may fail
 * @param maxBadShare highest share of records that it may give no probability for
 * @param maxDisagreement highest share of records that it may decide otherwise than the live one
 * @param maxLatencyRatio longest time of a row, as a multiple of the live one's
 */
public record RollbackRules(
        long minRecords,
        double maxErrorShare,
        double maxBadShare,
        double maxDisagreement,
        double maxLatencyRatio)
        implements Serializable {

    /** The defaults. */
    public static final RollbackRules DEFAULT = new RollbackRules(500, 0.01, 0.001, 0.05, 20);

    /** Refuses limits that nothing, or everything, would keep. */
    public RollbackRules {
        require(minRecords >= 1, "min-records", minRecords, "at least 1");
        require(maxErrorShare >= 0 && maxErrorShare <= 1, "errors", maxErrorShare, "0 to 1");
        require(maxBadShare >= 0 && maxBadShare <= 1, "bad-outputs", maxBadShare, "0 to 1");
        require(
                maxDisagreement >= 0 && maxDisagreement <= 1,
                "disagreement",
                maxDisagreement,
                "0 to 1");
        require(maxLatencyRatio > 0, "latency", maxLatencyRatio, "more than 0");
    }

    /** Why a version with these figures is to be taken back; nothing if it may stay. */
    public Optional<String> judge(ModelFigures figures) {
        if (figures.records() < minRecords) {
            return Optional.empty();
        }
        if (figures.errorShare() > maxErrorShare) {
            return broken("errors", figures.errorShare(), maxErrorShare, figures.records());
        }
        if (figures.badShare() > maxBadShare) {
            return broken("bad outputs", figures.badShare(), maxBadShare, figures.records());
        }
        if (figures.compared() >= minRecords && figures.disagreement() > maxDisagreement) {
            return broken(
                    "disagreement", figures.disagreement(), maxDisagreement, figures.compared());
        }
        if (figures.latencyRatio() > maxLatencyRatio) {
            return broken("latency", figures.latencyRatio(), maxLatencyRatio, figures.records());
        }
        return Optional.empty();
    }

    private static Optional<String> broken(String what, double is, double most, long records) {
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "%s: %.4g over %d records; expected at most %.4g",
                        what,
                        is,
                        records,
                        most));
    }

    private static void require(boolean holds, String what, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "models.rollback." + what + " is " + value + "; expected " + expected);
        }
    }
}
