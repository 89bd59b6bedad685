// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

/**
 * One run.
 *
 * @param variant what the job does
 * @param stream what it reads
 * @param events how many of them
 * @param parallelism subtasks of each stage, partitions of each topic
 * @param escalatedShare share of the events that the gate escalates
 * @param backend where the state of keys is kept
 */
public record Plan(
        Variant variant,
        EventStream stream,
        int events,
        int parallelism,
        double escalatedShare,
        StateBackend backend) {}
