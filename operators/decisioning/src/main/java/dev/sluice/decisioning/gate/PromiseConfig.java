// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import java.io.Serializable;

/**
 * What the gate promises: of the records that it does not escalate, deep would have decided at most
 * a share otherwise.
 *
 * @param alpha the share
 * @param chanceFrom records whose chance of a changed outcome is at least this are escalated to
 *     keep the promise; above 1 for none
 * @param audit who is audited
 */
public record PromiseConfig(double alpha, double chanceFrom, AuditSampling audit)
        implements Serializable {

    /** No promise, no audits. */
    public static final PromiseConfig NONE = new PromiseConfig(1, 2, AuditSampling.NONE);

    /** Refuses what is no share. */
    public PromiseConfig {
        if (!(alpha > 0 && alpha <= 1)) {
            throw new IllegalArgumentException(
                    "promised share is " + alpha + "; expected more than 0 and at most 1");
        }
        if (!(chanceFrom >= 0)) {
            throw new IllegalArgumentException(
                    "chance to escalate from is " + chanceFrom + "; expected 0 or more");
        }
    }
}
