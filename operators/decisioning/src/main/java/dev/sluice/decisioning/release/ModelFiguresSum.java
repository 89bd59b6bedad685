// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.release;

/** Adds up {@link ModelFigures} on the hot path. Not thread-safe. */
public final class ModelFiguresSum {

    private long records;
    private long errors;
    private long badOutputs;
    private long compared;
    private long disagreements;
    private double difference;
    private double probability;
    private double liveProbability;
    private long micros;
    private long liveRows;
    private long liveMicros;

    /** Calls were made: so many rows of each took so long. */
    public void called(long rows, long callMicros, long rowsOfLive, long microsOfLive) {
        records += rows;
        micros += callMicros;
        liveRows += rowsOfLive;
        liveMicros += microsOfLive;
    }

    /** The model failed on so many rows. */
    public void failed(long rows) {
        errors += rows;
    }

    /** The model gave no probability. */
    public void gaveNoProbability() {
        badOutputs++;
    }

    /** Both have given one. */
    public void compared(double own, double live, Agreement agreement) {
        compared++;
        difference += Math.abs(own - live);
        probability += own;
        liveProbability += live;
        if (agreement == Agreement.DIFFERENT) {
            disagreements++;
        }
    }

    /** Whether two versions decide alike. */
    public enum Agreement {
        /** The same outcome. */
        SAME,
        /** Another one. */
        DIFFERENT;

        /** Compares two outcomes. */
        public static Agreement of(Object one, Object other) {
            return one.equals(other) ? SAME : DIFFERENT;
        }
    }

    /** The sums. */
    public ModelFigures figures() {
        return new ModelFigures(
                records,
                errors,
                badOutputs,
                compared,
                disagreements,
                difference,
                probability,
                liveProbability,
                micros,
                liveRows,
                liveMicros);
    }
}
