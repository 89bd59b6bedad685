// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import java.io.Serializable;

/**
 * What waits for a place in the deep engine.
 *
 * @param capacity most escalations that wait; the least valuable ones on top are shed
 * @param auditShare share of the places and of the waiting room that is kept for AUDIT escalations,
 *     0 to 1
 */
public record QueueConfig(int capacity, double auditShare) implements Serializable {

    /** The defaults. */
    public static final QueueConfig DEFAULT = new QueueConfig(1024, 0.1);

    /** Refuses values that cannot be kept. */
    public QueueConfig {
        OptionCheck.require(capacity >= 1, "deep.queue.capacity", capacity, "at least 1");
        OptionCheck.require(
                auditShare >= 0 && auditShare <= 1,
                "deep.queue.audit-share",
                auditShare,
                "a share from 0 to 1, such as 0.1");
    }

    /** The same with another capacity. */
    public QueueConfig withCapacity(int other) {
        return new QueueConfig(other, auditShare);
    }
}
