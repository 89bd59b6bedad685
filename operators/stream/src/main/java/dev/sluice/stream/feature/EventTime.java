// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

/** Arithmetic on event time, where Long.MIN_VALUE stands for "no watermark yet". */
final class EventTime {

    private EventTime() {}

    static long minus(long timeMs, long spanMs) {
        return timeMs < Long.MIN_VALUE + spanMs ? Long.MIN_VALUE : timeMs - spanMs;
    }

    static long plus(long timeMs, long spanMs) {
        return timeMs > Long.MAX_VALUE - spanMs ? Long.MAX_VALUE : timeMs + spanMs;
    }
}
