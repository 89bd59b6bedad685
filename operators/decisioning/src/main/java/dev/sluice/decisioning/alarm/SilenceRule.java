// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import java.io.Serializable;
import java.util.List;

/**
 * An alarm when an entity has been silent for much longer than it used to be, ended when it speaks
 * again.
 *
 * <p>The interval in which it is expected is a high quantile of its gaps, older ones counting less:
 * bursts do not make pauses between them a silence. Before enough gaps are known nothing is
 * expected.
 *
 * <p><b>Bad clocks.</b> A gap counts at most as long as what would be an alarm, so an outage or a
 * clock that jumps lengthens the expected interval by little, and an entity that has become slower
 * is followed in steps. Repeated times change nothing. A reading behind the newest one changes
 * nothing either, unless {@value #RESTART} in a row are, each later than the one before: then the
 * entity's clock was set back, or had been ahead; it is alive, and counts from there.
 *
 * <p><b>Maintenance.</b> A silence that begins, or would be told, in a maintenance window begins
 * with the end of the window.
 *
 * @param config when silence is an alarm
 */
public record SilenceRule(SilenceConfig config) implements Serializable {

    /** Readings that reset a clock. */
    static final int RESTART = 3;

    private static final long serialVersionUID = 1L;

    /** From 1 ms to a year, four bins an octave. */
    private static final Bins BINS = new Bins(0, 35, 140);

    /**
     * Takes a sign of life.
     *
     * @param timeMs when it happened by the entity's clock
     * @param nowMs how far event time has come, Long.MIN_VALUE if unknown
     * @return alarms to raise: the end of a silence
     */
    public List<Alarm> seen(Cadence cadence, String entityKey, long timeMs, long nowMs) {
        if (timeMs > cadence.lastSeenMs) {
            if (cadence.lastSeenMs != Long.MIN_VALUE) {
                learn(cadence, timeMs - cadence.lastSeenMs);
            }
            cadence.lastSeenMs = timeMs;
            cadence.behindRun = 0;
            return end(cadence, entityKey, timeMs);
        }
        if (timeMs == cadence.lastSeenMs || !isSetBack(cadence, timeMs)) {
            return List.of();
        }
        cadence.lastSeenMs = timeMs;
        cadence.heardMs = Math.max(cadence.heardMs, nowMs);
        return end(cadence, entityKey, Math.max(timeMs, nowMs));
    }

    /**
     * Says how far event time has come.
     *
     * @return alarms to raise: the begin of a silence
     */
    public List<Alarm> time(
            Cadence cadence, String entityKey, long nowMs, MaintenanceWindows windows) {
        long dueMs = dueMs(cadence, windows);
        if (nowMs < dueMs) {
            return List.of();
        }
        cadence.silence = Silence.of(since(cadence, windows), dueMs);
        return cadence.silence.tell(entityKey, Alarm.NO_END);
    }

    /** When silence becomes an alarm; Long.MAX_VALUE if it is one already, or will not be. */
    public long dueMs(Cadence cadence, MaintenanceWindows windows) {
        if (cadence.silence != null || !isExpected(cadence)) {
            return Long.MAX_VALUE;
        }
        return since(cadence, windows) + patienceMs(cadence);
    }

    /**
     * Looks at a silence anew after a ticket.
     *
     * @return alarms to raise: a silence that was told and turns out to be maintenance
     */
    public List<Alarm> maintenance(Cadence cadence, String entityKey, MaintenanceWindows windows) {
        Silence silence = cadence.silence;
        if (silence == null
                || !(windows.covers(silence.sinceMs) || windows.covers(silence.raisedMs))) {
            return List.of();
        }
        silence.status = Alarm.Status.SUPPRESSED;
        cadence.silence = null;
        return silence.tell(entityKey, Alarm.NO_END);
    }

    private boolean isExpected(Cadence cadence) {
        return cadence.learned >= config.minGaps();
    }

    private static List<Alarm> end(Cadence cadence, String entityKey, long timeMs) {
        Silence silence = cadence.silence;
        if (silence == null) {
            return List.of();
        }
        silence.status = Alarm.Status.CLOSED;
        cadence.silence = null;
        return silence.tell(entityKey, Math.max(silence.sinceMs, timeMs));
    }

    private void learn(Cadence cadence, long gapMs) {
        long counted = isExpected(cadence) ? Math.min(gapMs, patienceMs(cadence)) : gapMs;
        cadence.gaps.add(BINS, Math.log(counted) / Math.log(2), config.decay());
        cadence.learned++;
    }

    private static boolean isSetBack(Cadence cadence, long timeMs) {
        cadence.behindRun = timeMs > cadence.behindMs ? cadence.behindRun + 1 : 1;
        cadence.behindMs = timeMs;
        if (cadence.behindRun < RESTART) {
            return false;
        }
        cadence.behindRun = 0;
        return true;
    }

    /** How long a silence is ordinary. */
    private long patienceMs(Cadence cadence) {
        double expected = Math.pow(2, cadence.gaps.quantile(BINS, config.share()));
        return Math.max(config.least().toMillis(), Math.round(config.margin() * expected));
    }

    /** The last sign of life, or the end of the maintenance that excuses what follows it. */
    private long since(Cadence cadence, MaintenanceWindows windows) {
        long since = cadence.aliveMs();
        long patience = patienceMs(cadence);
        while (true) {
            long end = Math.max(windows.endOf(since), windows.endOf(since + patience));
            if (end == Long.MIN_VALUE) {
                return since;
            }
            since = end;
        }
    }
}
