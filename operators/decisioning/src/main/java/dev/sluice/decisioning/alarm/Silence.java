// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import java.util.List;

/** A silence that was told and lasts, or that has an end and was not told yet. */
public final class Silence {

    /** The last sign of life before it. */
    public long sinceMs;

    /** When it became an alarm. */
    public long raisedMs;

    /** The next sign of life, {@link Alarm#NO_END} while there is none. */
    public long endMs = Alarm.NO_END;

    /** How it stands. */
    public Alarm.Status status = Alarm.Status.OPEN;

    /** Revision of the next alarm about it. */
    public int nextRevision;

    /** For state backends. */
    public Silence() {}

    static Silence of(long sinceMs, long raisedMs) {
        Silence silence = new Silence();
        silence.sinceMs = sinceMs;
        silence.raisedMs = raisedMs;
        return silence;
    }

    Silence until(long timeMs) {
        endMs = Math.max(sinceMs, timeMs);
        status = Alarm.Status.CLOSED;
        return this;
    }

    List<Alarm> tell(String entityKey) {
        return List.of(
                new Alarm(
                        Alarm.id(Alarm.Kind.ABSENT, sinceMs, entityKey),
                        nextRevision++,
                        entityKey,
                        Alarm.Kind.ABSENT,
                        status,
                        sinceMs,
                        endMs,
                        Alarm.Peak.ofSilence(raisedMs),
                        0));
    }
}
