// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.release;

import dev.sluice.decisioning.event.EntityDraw;

import java.util.Objects;

/**
 * A version beside the live one, or one that is being prepared.
 *
 * @param release the version
 * @param mode what it is for
 * @param share share of the entities that it is asked about
 * @param attempt number of its preparation, greater than all before
 */
public record Trial(Release release, ReleaseMode mode, double share, long attempt) {

    /** Refuses missing parts. */
    public Trial {
        Objects.requireNonNull(release, "release");
        Objects.requireNonNull(mode, "mode");
    }

    /**
     * Whether it is asked about an entity: always the same answer for a version and an entity, and
     * a larger share only adds entities.
     */
    public boolean takes(String entityKey) {
        return share >= 1 || EntityDraw.of(release.version(), entityKey) < share;
    }

    /** Whether it decides about an entity. */
    public boolean decides(String entityKey) {
        return mode == ReleaseMode.CANARY && takes(entityKey);
    }
}
