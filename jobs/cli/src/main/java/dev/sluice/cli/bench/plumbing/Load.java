// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

/**
 * Events on a schedule that was fixed before the first one: whoever is slow finds the next ones
 * waiting.
 *
 * @param perSecond events a second
 * @param warmUpSeconds how long events are sent that do not count
 * @param seconds how long events are sent that count
 */
public record Load(double perSecond, int warmUpSeconds, int seconds) {

    /** Refuses a load that is none. */
    public Load {
        if (!(perSecond >= 1) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException(
                    "rate is " + perSecond + " events a second; expected 1 or more");
        }
        if (seconds < 1 || warmUpSeconds < 0) {
            throw new IllegalArgumentException(
                    "load lasts "
                            + seconds
                            + " s after "
                            + warmUpSeconds
                            + " s; expected at least 1 after 0 or more");
        }
    }

    /** Events that are sent in all. */
    public int events() {
        return Math.toIntExact(Math.round(perSecond * (warmUpSeconds + seconds)));
    }

    /** Whether the event with a number counts. */
    boolean counts(int number) {
        return number >= perSecond * warmUpSeconds;
    }
}
