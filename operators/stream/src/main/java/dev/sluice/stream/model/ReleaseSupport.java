// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import java.io.Serializable;

/**
 * What a stage needs to change its model while it runs.
 *
 * @param job name under which it reports
 * @param models finds what is released
 */
public record ReleaseSupport(String job, ReleasedModels models) implements Serializable {

    /** A stage that keeps the model that it starts with. */
    public static final ReleaseSupport NONE = new ReleaseSupport("", ReleasedModels.NONE);
}
