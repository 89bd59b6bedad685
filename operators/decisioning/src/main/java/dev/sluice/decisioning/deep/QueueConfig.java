// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * What waits for a place in the deep engine.
 *
 * @param capacity most escalations that wait; the least valuable ones on top are shed
 * @param auditShare share of the places and of the waiting room that is kept for AUDIT escalations,
 *     0 to 1
 * @param maxDelay longest time that an escalation waits for others to be looked at with, while
 *     there are places; zero to take in each at once
 */
public record QueueConfig(int capacity, double auditShare, Duration maxDelay)
        implements Serializable {

    /** The defaults. */
    public static final QueueConfig DEFAULT = new QueueConfig(1024, 0.1, Duration.ofMillis(10));

    /** Refuses values that cannot be kept. */
    public QueueConfig {
        Objects.requireNonNull(maxDelay, "deep.batch.max-delay");
        OptionCheck.require(capacity >= 1, "deep.queue.capacity", capacity, "at least 1");
        OptionCheck.require(
                auditShare >= 0 && auditShare <= 1,
                "deep.queue.audit-share",
                auditShare,
                "a share from 0 to 1, such as 0.1");
        OptionCheck.require(
                !maxDelay.isNegative(),
                "deep.batch.max-delay",
                maxDelay.toMillis() + " ms",
                "a duration such as 10 ms, or 0 for none");
    }

    /** The same with another capacity. */
    public QueueConfig withCapacity(int other) {
        return new QueueConfig(other, auditShare, maxDelay);
    }

    /** The same with another time to wait for others. */
    public QueueConfig withMaxDelay(Duration other) {
        return new QueueConfig(capacity, auditShare, other);
    }
}
