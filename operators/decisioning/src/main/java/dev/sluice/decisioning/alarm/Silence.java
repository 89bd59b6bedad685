// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import java.util.List;

/** A silence that was told and lasts. */
public final class Silence {

    /** The last sign of life before it. */
    public long sinceMs;

    /** When it became an alarm. */
    public long raisedMs;

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

    List<Alarm> tell(String entityKey, long endMs) {
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
