// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * All that the deep model's trunk is trained on: histories without labels first, then rows with
 * labels and, if known, causes. What was learned without labels is where the rest starts from, and
 * goes on to learn: frozen, or at a lower rate, it was worth nothing.
 *
 * @param network the trunk and its stochastic heads
 * @param unlabelled what its history encoder is pre-trained on; none for no pre-training
 * @param rows labelled rows
 * @param causes what it learns besides the label
 * @param before log-odds of each row that it corrects
 */
record TrunkTraining(
        DeepNetwork network,
        Histories unlabelled,
        TrainingData rows,
        CauseTask causes,
        float[] before) {

    /** Share of the time that pre-training takes, as measured. */
    private static final double PRETRAINING_SHARE = 0.35;

    /** Trains and returns the weights by name. */
    Map<String, float[]> run(long seed, DoubleConsumer progress) {
        if (unlabelled.rows() == 0 || !network.readsContext()) {
            return DeepTrunk.train(network, rows, Map.of(), causes, before, seed, progress);
        }
        Map<String, float[]> encoders =
                network.pretraining()
                        .train(
                                unlabelled,
                                // What the trunk draws does not depend on the pre-training.
                                ~seed,
                                share -> progress.accept(PRETRAINING_SHARE * share));
        return DeepTrunk.train(
                network,
                rows,
                encoders,
                causes,
                before,
                seed,
                share -> progress.accept(PRETRAINING_SHARE + (1 - PRETRAINING_SHARE) * share));
    }
}
