// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** Orders of models become, once all subtasks are ready, one message in band. */
package dev.sluice.stream.release;
