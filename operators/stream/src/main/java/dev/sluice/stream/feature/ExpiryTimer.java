// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * The one timer after which the state of an entity is looked through.
 *
 * <p><b>Owned state:</b> the time of the registered timer. While there is one, activity does not
 * touch it: it fires, finds what is still needed, and moves itself behind that.
 */
final class ExpiryTimer {

    private ValueState<Long> registered;

    void open(RuntimeContext context) {
        registered = context.getState(new ValueStateDescriptor<>("expiry", Types.LONG));
    }

    void ensure(long timeMs, TimerService timers) throws Exception {
        if (registered.value() == null) {
            set(timeMs, timers);
        }
    }

    boolean isDue(long nowMs) throws Exception {
        Long at = registered.value();
        return at != null && at <= nowMs;
    }

    /** Moves a timer that is due. */
    void moveTo(long timeMs, TimerService timers) throws Exception {
        set(timeMs, timers);
    }

    void clear() {
        registered.clear();
    }

    private void set(long timeMs, TimerService timers) throws Exception {
        timers.registerEventTimeTimer(timeMs);
        registered.update(timeMs);
    }
}
