// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference;

import java.io.Serializable;
import java.util.List;

/**
 * What a use case offers its models: the contract that features, training and manifests share.
 *
 * @param useCase name of the use case, such as {@code fraud}
 * @param features names of the features, in the order of the feature vector
 * @param contextChannels names of the channels of one history row, in order; empty without context
 * @param contextRows rows of history, oldest first, the judged event last; rows that do not exist
 *     yet are zero in all channels and stand in front
 * @param contextWindows parts of the history, of equally many rows, that look back farther and
 *     farther, the shortest last: a refinement reads one more with each step; 1 where all rows are
 *     one history
 * @param explanations what can be behind an event: the good one first, then the kinds of bad ones,
 *     in the order in which they are asked about; empty where nobody knows
 */
public record ModelInputs(
        String useCase,
        List<String> features,
        List<String> contextChannels,
        int contextRows,
        int contextWindows,
        List<Explanation> explanations)
        implements Serializable {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if the rows do not fall into so many windows
     */
    public ModelInputs {
        if (contextWindows < 1 || contextRows % contextWindows != 0) {
            throw new IllegalArgumentException(
                    "Use case '"
                            + useCase
                            + "' has "
                            + contextRows
                            + " rows of context in "
                            + contextWindows
                            + " windows; expected equally many in each of 1 or more");
        }
        features = List.copyOf(features);
        contextChannels = List.copyOf(contextChannels);
        explanations = List.copyOf(explanations);
    }

    /** Inputs whose rows of context are one history. */
    public ModelInputs(
            String useCase,
            List<String> features,
            List<String> contextChannels,
            int contextRows,
            List<Explanation> explanations) {
        this(useCase, features, contextChannels, contextRows, 1, explanations);
    }

    /** Number of floats in one context, row-major. */
    public int contextWidth() {
        return contextRows * contextChannels.size();
    }

    /** Number of floats in one window of a context. */
    public int windowWidth() {
        return contextWidth() / contextWindows;
    }
}
