// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.decisioning.gate.Policy;

import java.io.Serializable;

/** Reads a policy that is published while a job runs, as that job applies it. */
@FunctionalInterface
public interface PolicyReader extends Serializable {

    /**
     * The policy of a text as in {@code policy.yaml}.
     *
     * @throws IllegalArgumentException if it is none, or none for this job, saying what was
     *     expected
     */
    Policy read(String yaml);
}
