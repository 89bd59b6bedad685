// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.doctor;

import java.util.List;

/**
 * Looks at one thing and says what it found.
 *
 * <p>A new subject (a schema registry, certificates) is a class of this kind and a line in {@link
 * Examination}. A check changes nothing that outlasts it, and what it cannot look at is a finding,
 * too.
 */
interface Check {

    /** What is looked at, as it stands before its findings. */
    String name();

    /**
     * What was found, in the order in which it was looked at.
     *
     * @throws Exception if it cannot be looked at; the message then is the finding
     */
    List<Finding> run() throws Exception;
}
