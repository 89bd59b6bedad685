// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.deep;

import java.util.List;

/**
 * What a stop rule saves against taking all passes.
 *
 * @param records records that were thought about
 * @param passes passes that the stop rule took over them
 * @param fixedPasses passes without it
 * @param agreed records with the same outcome
 */
public record PassFigures(int records, long passes, long fixedPasses, int agreed) {

    /** The figures of all records together. */
    static PassFigures sum(List<PassFigures> parts) {
        int records = 0;
        long passes = 0;
        long fixedPasses = 0;
        int agreed = 0;
        for (PassFigures part : parts) {
            records += part.records;
            passes += part.passes;
            fixedPasses += part.fixedPasses;
            agreed += part.agreed;
        }
        return new PassFigures(records, passes, fixedPasses, agreed);
    }

    /** Passes without the stop rule for one with it. */
    double ratio() {
        return (double) fixedPasses / passes;
    }

    /** Share of the records with the same outcome. */
    double agreement() {
        return (double) agreed / records;
    }

    /** Passes a record under the stop rule. */
    double meanPasses() {
        return (double) passes / records;
    }
}
