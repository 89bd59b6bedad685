// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import java.util.ArrayList;
import java.util.List;

/** The heads that a deep model gets: what its rows can teach. */
final class Heads {

    private Heads() {}

    /** Heads over a trunk; those that choose among explanations only if some row has one. */
    static List<Head> of(DeepTrunk trunk, TrainingData rows) {
        Readout readout = trunk.readout();
        Evidence evidence = trunk.network().evidence();
        List<Head> heads = new ArrayList<>();
        heads.add(new RefineHead(readout, evidence));
        if (rows.explainedRows() > 0) {
            float[] priors = HeadRows.priors(rows);
            heads.add(new VerifyHead(readout, priors));
            heads.add(new AssessHeads(readout, evidence, trunk.inputs().explanations(), priors));
        }
        return heads;
    }
}
