// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.inference.ModelBackend;

import java.util.function.Supplier;

/**
 * What the workers of one subtask share, one after the other.
 *
 * @param opening opens the model, on the thread that asks
 * @param loader class loader of the job
 * @param policies thresholds and calibrations
 * @param config settings
 * @param queue what waits
 * @param answers where answers go
 * @param clock clock of deadlines and watchdog
 * @param threadName name of the worker threads
 */
record DeepSubtask(
        Supplier<ModelBackend> opening,
        ClassLoader loader,
        LanePolicies policies,
        DeepConfig config,
        EscalationQueue queue,
        Answers answers,
        Deadlines clock,
        String threadName) {}
