// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.decisioning.release.Release;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;

import java.io.Serializable;

/**
 * Finds what is released while a job runs; travels with the job graph, as {@link ModelProvider}.
 */
@FunctionalInterface
public interface ReleasedModels extends Serializable {

    /** A job that has no releases. */
    ReleasedModels NONE =
            release -> {
                throw new ModelLoadException(
                        Reason.MANIFEST_INVALID,
                        "Version '"
                                + release.version()
                                + "' is released, but this job has no releases."
                                + " Set models.releases.enabled.");
            };

    /**
     * How a version is opened that the job did not start with.
     *
     * @throws ModelLoadException if it cannot be one for this job
     */
    ModelProvider provider(Release release) throws ModelLoadException;
}
