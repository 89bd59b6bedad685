// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.ModelLoadException;

import java.nio.file.Path;

/** The look at a graph that comes before TensorFlow's own. */
public final class OpenGraphCheck {

    private OpenGraphCheck() {}

    /**
     * Looks at a graph.
     *
     * @throws ModelLoadException if it is refused
     */
    public static void check(Path savedModel) throws ModelLoadException {
        TensorFlowEngine.start(NativesProgress.NONE);
        GraphCheck.check(savedModel);
    }
}
