// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.prequential;

import java.util.List;

/**
 * A published row: single models on the four test folds, Fraud Detection Handbook, chapter 7.
 *
 * @param name name of the model
 * @param auc area under the ROC curve
 * @param ap average precision
 * @param cp100 card precision at 100
 */
public record Published(String name, double auc, double ap, double cp100) {

    /** The table of protocol T2. */
    public static final List<Published> T2 =
            List.of(
                    new Published("decision tree", 0.797, 0.579, 0.284),
                    new Published("logistic regression", 0.868, 0.623, 0.297),
                    new Published("random forest", 0.870, 0.678, 0.299),
                    new Published("XGBoost", 0.869, 0.687, 0.303),
                    new Published("feed-forward network", 0.876, 0.675, 0.303),
                    new Published("1-D convolution", 0.872, 0.599, 0.288),
                    new Published("LSTM", 0.876, 0.665, 0.297),
                    new Published("LSTM with attention", 0.874, 0.667, 0.295),
                    new Published("best of any with hindsight", 0.879, 0.694, 0.304));
}
