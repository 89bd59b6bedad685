// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * A schema registry beside the topics: who wrote a record with which schema, and under which id
 * ours are known.
 *
 * <p>{@link dev.sluice.stream.registry.InputFormats} and {@link
 * dev.sluice.stream.registry.OutputFormats} are the doors. Both ask the registry when a job is put
 * together, and what they were told travels with the job: a running one asks only for schemas that
 * appeared since.
 */
package dev.sluice.stream.registry;
