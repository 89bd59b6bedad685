// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.release;

/**
 * What a version of a model has done since it was put to work, in sums that can be added up.
 *
 * @param records records that it was asked about
 * @param errors of these, those on which the model failed
 * @param badOutputs of these, those that it gave no probability for
 * @param compared records that both it and the live one have scored
 * @param disagreements of these, those that the two would decide differently
 * @param difference sum of the absolute differences of the two probabilities
 * @param probability sum of its calibrated probabilities over those that were compared
 * @param liveProbability the same of the live one
 * @param micros time that its calls took, microseconds
 * @param liveRows rows of the live one's calls beside it
 * @param liveMicros time that those took
 */
public record ModelFigures(
        long records,
        long errors,
        long badOutputs,
        long compared,
        long disagreements,
        double difference,
        double probability,
        double liveProbability,
        long micros,
        long liveRows,
        long liveMicros) {

    /** Nothing yet. */
    public static final ModelFigures NONE = new ModelFigures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Those of two subtasks together. */
    public ModelFigures plus(ModelFigures other) {
        return new ModelFigures(
                records + other.records,
                errors + other.errors,
                badOutputs + other.badOutputs,
                compared + other.compared,
                disagreements + other.disagreements,
                difference + other.difference,
                probability + other.probability,
                liveProbability + other.liveProbability,
                micros + other.micros,
                liveRows + other.liveRows,
                liveMicros + other.liveMicros);
    }

    /** Share of the records on which the model failed; 0 without records. */
    public double errorShare() {
        return share(errors, records);
    }

    /** Share of the records that it gave no probability for. */
    public double badShare() {
        return share(badOutputs, records);
    }

    /** Share of the compared records that it would decide differently. */
    public double disagreement() {
        return share(disagreements, compared);
    }

    /** Mean absolute difference of the two probabilities. */
    public double meanDifference() {
        return compared == 0 ? 0 : difference / compared;
    }

    /** Mean probability, live and its own, as a quotient; 1 without any. */
    public double probabilityRatio() {
        return compared == 0 || liveProbability <= 0 ? 1 : probability / liveProbability;
    }

    /** Time of a row as a multiple of the live one's; 1 where nothing was measured. */
    public double latencyRatio() {
        if (records == 0 || liveRows == 0 || liveMicros == 0) {
            return 1;
        }
        return ((double) micros / records) / ((double) liveMicros / liveRows);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
