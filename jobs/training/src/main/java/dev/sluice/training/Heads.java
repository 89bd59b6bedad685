// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The heads that a deep model gets: what its rows can teach. */
final class Heads {

    private Heads() {}

    /**
     * Trains all heads over a frozen trunk, whose states are computed once.
     *
     * @param unseen columns of the trees for each row by members that did not see it
     * @param seed seed of first weights, order of rows and noise
     */
    static List<DeepModel.TrainedHead> train(
            DeepTrunk trunk,
            TrainingData rows,
            float[] unseen,
            long seed,
            Workshop<Map<String, float[]>> workshop) {
        NetworkTrainer.Matrices matrices = HeadRows.of(rows, trunk.states(rows, unseen));
        SplittableRandom seeds = new SplittableRandom(seed);
        List<Head> heads = of(trunk, rows);
        for (Head head : heads) {
            long own = seeds.nextLong();
            workshop.add(
                    head.name(),
                    1,
                    progress ->
                            NetworkTrainer.train(
                                    head::loss,
                                    matrices,
                                    head.noise(),
                                    head.descent(),
                                    own,
                                    progress));
        }
        Map<String, Map<String, float[]>> weights = workshop.run();
        return heads.stream()
                .map(head -> new DeepModel.TrainedHead(head, weights.get(head.name())))
                .toList();
    }

    /** Heads over a trunk; those that choose among explanations only if some row has one. */
    private static List<Head> of(DeepTrunk trunk, TrainingData rows) {
        Readout readout = trunk.readout();
        Evidence evidence = trunk.network().evidence();
        List<Head> heads = new ArrayList<>();
        heads.add(new RefineHead(readout, evidence, trunk.network().windows()));
        if (rows.explainedRows() > 0) {
            float[] priors = HeadRows.priors(rows);
            heads.add(new VerifyHead(readout, priors));
            heads.add(new AssessHeads(readout, evidence, trunk.inputs().explanations(), priors));
        }
        return heads;
    }
}
