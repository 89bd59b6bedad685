// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference;

import java.util.List;

/**
 * What a use case offers its models: the contract that features, training and manifests share.
 *
 * @param useCase name of the use case, such as {@code fraud}
 * @param features names of the features, in the order of the feature vector
 * @param contextChannels names of the channels of one history row, in order; empty without context
 * @param contextRows rows of history, oldest first, the judged event last; rows that do not exist
 *     yet are zero in all channels and stand in front
 * @param explanations what can be behind an event: the good one first, then the kinds of bad ones,
 *     in the order in which they are asked about; empty where nobody knows
 */
public record ModelInputs(
        String useCase,
        List<String> features,
        List<String> contextChannels,
        int contextRows,
        List<Explanation> explanations) {

    /** Copies the lists. */
    public ModelInputs {
        features = List.copyOf(features);
        contextChannels = List.copyOf(contextChannels);
        explanations = List.copyOf(explanations);
    }

    /** Number of floats in one context, row-major. */
    public int contextWidth() {
        return contextRows * contextChannels.size();
    }
}
