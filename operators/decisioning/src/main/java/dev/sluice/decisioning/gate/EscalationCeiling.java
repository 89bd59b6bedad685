// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import java.util.List;

/**
 * A hard limit on escalations: at most {@code share} of the last {@code window} events, and of any
 * shorter prefix of the stream.
 *
 * <p>A ring of one bit an event, constant time an event, no clock: what arrives in bursts is
 * limited as what arrives evenly. Both limits together keep the escalations of every prefix at or
 * below {@code share} of its events. Not thread-safe.
 */
public final class EscalationCeiling {

    private final double share;
    private final int window;
    private final long[] ring;

    /** Bit that the next event overwrites: the oldest one once the ring is full. */
    private int next;

    private int events;
    private int escalations;

    /**
     * What a ceiling remembers.
     *
     * @param events number of events
     * @param bits one bit an event, oldest first: whether it was escalated
     */
    public record Snapshot(int events, long[] bits) {}

    /** A ceiling that has seen nothing. */
    public EscalationCeiling(double share, int window) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "escalation share is " + share + "; expected a share from 0 to 1");
        }
        if (window < 1) {
            throw new IllegalArgumentException(
                    "escalation window is " + window + "; expected at least 1 event");
        }
        this.share = share;
        this.window = window;
        this.ring = new long[words(window)];
    }

    /**
     * A ceiling that goes on where others stopped.
     *
     * <p>One snapshot is continued exactly. Several, after a scale-in, are interleaved so that the
     * newest events of each count: escalations of all of them limit what comes next. None, after a
     * scale-out, is a new ceiling, which starts with no credit.
     *
     * @param snapshots what the predecessors remembered, possibly for another window
     */
    public static EscalationCeiling restored(double share, int window, List<Snapshot> snapshots) {
        EscalationCeiling ceiling = new EscalationCeiling(share, window);
        int longest = 0;
        for (Snapshot snapshot : snapshots) {
            longest = Math.max(longest, snapshot.events());
        }
        for (int age = longest; age > 0; age--) {
            for (Snapshot snapshot : snapshots) {
                int index = snapshot.events() - age;
                if (index >= 0) {
                    ceiling.push(bit(snapshot.bits(), index));
                }
            }
        }
        return ceiling;
    }

    /** Counts an event that is not worth an escalation. */
    public void pass() {
        push(0);
    }

    /** Counts an event that is worth an escalation, and says whether there is room for it. */
    public boolean admit() {
        boolean full = events == window;
        long remaining = escalations - (full ? bit(ring, next) : 0);
        int seen = full ? window : events + 1;
        boolean admitted = remaining + 1 <= share * seen;
        push(admitted ? 1 : 0);
        return admitted;
    }

    /** What has to be kept to go on elsewhere; shares nothing with the ceiling. */
    public Snapshot snapshot() {
        long[] bits = new long[words(events)];
        int oldest = events == window ? next : 0;
        for (int i = 0; i < events; i++) {
            int index = oldest + i < window ? oldest + i : oldest + i - window;
            bits[i >>> 6] |= bit(ring, index) << i;
        }
        return new Snapshot(events, bits);
    }

    private void push(long bit) {
        int word = next >>> 6;
        if (events == window) {
            escalations -= (int) bit(ring, next);
        } else {
            events++;
        }
        ring[word] = (ring[word] & ~(1L << next)) | (bit << next);
        escalations += (int) bit;
        next = next + 1 == window ? 0 : next + 1;
    }

    private static long bit(long[] bits, int index) {
        return (bits[index >>> 6] >>> index) & 1;
    }

    private static int words(int bits) {
        return (bits + 63) >>> 6;
    }
}
