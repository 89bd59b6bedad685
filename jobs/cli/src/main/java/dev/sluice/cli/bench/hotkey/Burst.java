// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.hotkey;

import dev.sluice.fraud.CardTransaction;

import org.apache.flink.api.common.functions.MapFunction;

/** Makes the events of a load out of their numbers; no id comes twice. */
final class Burst implements MapFunction<Long, CardTransaction> {

    private static final long serialVersionUID = 1L;

    private static final long START_MS = 1_577_836_800_000L;
    private static final long SECOND_MS = 1_000;

    /** Longer than any window, and than ids are remembered. */
    private static final long MUCH_LATER_MS = 100L * 86_400_000;

    /** Spreads neighbours over the customers. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final int burst;
    private final int customers;
    private final int later;
    private final HotKeyLoad.Heat heat;

    Burst(HotKeyLoad load) {
        this.burst = load.burst();
        this.customers = load.customers();
        this.later = load.later();
        this.heat = load.hot();
    }

    @Override
    public CardTransaction map(Long index) {
        boolean hot = new HotKeyLoad(burst, customers, later, heat).isHot(index);
        long customer = Math.floorMod((index * SPREAD) >>> 20, customers);
        return new CardTransaction(
                "t" + index,
                index < burst
                        ? START_MS + index * SECOND_MS / burst
                        : START_MS + MUCH_LATER_MS + (index - burst),
                hot ? "hot" : "c" + customer,
                hot ? "hot" : "m" + (2L * customer + index % 2),
                1_000 + index % 5_000);
    }
}
