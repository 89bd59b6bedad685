// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

/** Something that goes wrong, and comes right again, while a run is under way. */
@FunctionalInterface
interface Fault {

    /** Makes it go wrong, and returns when nothing stands in the way of the job any more. */
    void strike(FaultRun run) throws Exception;
}
