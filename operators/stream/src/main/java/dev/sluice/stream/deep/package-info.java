// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * The deep engine as an asynchronous stage that never holds up the fast path.
 *
 * <p>The task's thread puts escalations into a bounded queue and goes on; one worker thread owns
 * the model and turns the {@link dev.sluice.decisioning.deep.DeepEngine}; one timer thread keeps
 * the deadlines and watches the model's calls, so that both hold also while the worker hangs. The
 * guard gives up a worker that is lost, leaves a failing model alone, and starts the next worker.
 * Whoever answers a record first, answers it: worker, timer, or the task itself when there is no
 * room.
 */
package dev.sluice.stream.deep;
