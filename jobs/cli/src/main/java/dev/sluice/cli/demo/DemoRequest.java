// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.demo;

import dev.sluice.stream.UseCase;

import java.util.Iterator;
import java.util.Map;

/**
 * What a demo is to run.
 *
 * @param useCase how events become decisions
 * @param jobName name of the job in Flink
 * @param history events to send, in order
 * @param events how many of them at most
 * @param rate events a second, 0 for flat out
 * @param models folder of the models
 * @param settings options by key, over the demo's own
 */
public record DemoRequest(
        UseCase<?, ?> useCase,
        String jobName,
        Iterator<Shipment> history,
        long events,
        double rate,
        String models,
        Map<String, String> settings) {

    /** Copies the settings. */
    public DemoRequest {
        settings = Map.copyOf(settings);
    }
}
