// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.registry;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What asking the registry comes to.
 *
 * <p>{@code {operator}.registryRequests}: requests that were answered. {@code
 * {operator}.registryFailures}: requests that were not, and will be repeated. {@code
 * {operator}.registryWaiting}: 1 while records wait for the registry; worth an alert.
 */
interface RegistryMetrics {

    void answered();

    void failed();

    void settled();

    /** Counts nowhere. */
    static RegistryMetrics none() {
        return new RegistryMetrics() {
            @Override
            public void answered() {}

            @Override
            public void failed() {}

            @Override
            public void settled() {}
        };
    }

    /** Counts in a group. */
    static RegistryMetrics in(MetricGroup group) {
        Counter answered = group.counter("registryRequests");
        Counter failed = group.counter("registryFailures");
        // the reporter has a thread of its own
        AtomicInteger waiting = new AtomicInteger();
        group.gauge("registryWaiting", waiting::get);
        return new RegistryMetrics() {
            @Override
            public void answered() {
                answered.inc();
            }

            @Override
            public void failed() {
                failed.inc();
                waiting.set(1);
            }

            @Override
            public void settled() {
                waiting.set(0);
            }
        };
    }
}
