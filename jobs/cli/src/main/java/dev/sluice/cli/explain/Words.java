// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.inference.Explanation;
import dev.sluice.inference.ModelInputs;
import dev.sluice.inference.Vocabulary;

import java.util.List;
import java.util.Optional;

/**
 * The words of a use case.
 *
 * @param inputs what its models see
 * @param vocabulary how that is told
 */
public record Words(ModelInputs inputs, Vocabulary vocabulary) {

    /** The explanation of a name, if there is one. */
    Optional<Explanation> explanation(String name) {
        return explanations().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** Whether an explanation is the good one. */
    boolean isGood(Explanation explanation) {
        return explanations().indexOf(explanation) == 0;
    }

    private List<Explanation> explanations() {
        return inputs.explanations();
    }
}
