// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import java.io.Serializable;
import java.util.ArrayList;
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
 * <p><b>Backlogs.</b> Where readings come faster than event time moves, the reading that ends a
 * silence may come before it was told. Such a silence is told, with its end, as soon as event time
 * has come to where it became an alarm, unless a reading from before that moment came meanwhile:
 * then only the clock had jumped.
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
    public List<Alarm> seen(
            Cadence cadence,
            String entityKey,
            long timeMs,
            long nowMs,
            MaintenanceWindows windows) {
        if (timeMs > cadence.lastSeenMs) {
            List<Alarm> alarms = new ArrayList<>(end(cadence, entityKey, timeMs));
            long dueMs = absentFromMs(cadence, windows);
            if (alarms.isEmpty() && timeMs > dueMs) {
                alarms.addAll(confirm(cadence, entityKey));
                cadence.suspected = Silence.of(since(cadence, windows), dueMs).until(timeMs);
            }
            if (cadence.lastSeenMs != Long.MIN_VALUE) {
                learn(cadence, timeMs - cadence.lastSeenMs);
            }
            cadence.lastSeenMs = timeMs;
            cadence.behindRun = 0;
            return alarms;
        }
        if (timeMs == cadence.lastSeenMs) {
            return List.of();
        }
        disprove(cadence, timeMs);
        if (!isSetBack(cadence, timeMs)) {
            return List.of();
        }
        cadence.lastSeenMs = timeMs;
        cadence.heardMs = Math.max(cadence.heardMs, nowMs);
        return end(cadence, entityKey, Math.max(timeMs, nowMs));
    }

    /**
     * Says how far event time has come.
     *
     * @return alarms to raise: a silence that begins, or one that was over before it could be told
     */
    public List<Alarm> time(
            Cadence cadence, String entityKey, long nowMs, MaintenanceWindows windows) {
        List<Alarm> alarms = new ArrayList<>();
        if (cadence.suspected != null && nowMs >= cadence.suspected.raisedMs) {
            alarms.addAll(confirm(cadence, entityKey));
        }
        long dueMs = absentFromMs(cadence, windows);
        if (cadence.silence == null && nowMs >= dueMs) {
            cadence.silence = Silence.of(since(cadence, windows), dueMs);
            alarms.addAll(cadence.silence.tell(entityKey));
        }
        return alarms;
    }

    /**
     * Says that nothing more will come, which is nobody's silence.
     *
     * @return alarms to raise: a silence that was over before it could be told
     */
    public List<Alarm> endOfInput(Cadence cadence, String entityKey) {
        return confirm(cadence, entityKey);
    }

    /** When to say how far event time has come; Long.MAX_VALUE if that would change nothing. */
    public long dueMs(Cadence cadence, MaintenanceWindows windows) {
        long dueMs = cadence.silence == null ? absentFromMs(cadence, windows) : Long.MAX_VALUE;
        return cadence.suspected == null ? dueMs : Math.min(dueMs, cadence.suspected.raisedMs);
    }

    /**
     * Looks at a silence anew after a ticket.
     *
     * @return alarms to raise: a silence that was told and turns out to be maintenance
     */
    public List<Alarm> maintenance(Cadence cadence, String entityKey, MaintenanceWindows windows) {
        if (isMaintenance(cadence.suspected, windows)) {
            cadence.suspected = null;
        }
        Silence silence = cadence.silence;
        if (!isMaintenance(silence, windows)) {
            return List.of();
        }
        silence.status = Alarm.Status.SUPPRESSED;
        cadence.silence = null;
        return silence.tell(entityKey);
    }

    private static boolean isMaintenance(Silence silence, MaintenanceWindows windows) {
        return silence != null
                && (windows.covers(silence.sinceMs) || windows.covers(silence.raisedMs));
    }

    private static List<Alarm> confirm(Cadence cadence, String entityKey) {
        Silence silence = cadence.suspected;
        cadence.suspected = null;
        return silence == null ? List.of() : silence.tell(entityKey);
    }

    private static void disprove(Cadence cadence, long timeMs) {
        Silence silence = cadence.suspected;
        if (silence != null && timeMs > silence.sinceMs && timeMs <= silence.raisedMs) {
            cadence.suspected = null;
        }
    }

    private boolean isExpected(Cadence cadence) {
        return cadence.learned >= config.minGaps();
    }

    private static List<Alarm> end(Cadence cadence, String entityKey, long timeMs) {
        Silence silence = cadence.silence;
        cadence.silence = null;
        return silence == null ? List.of() : silence.until(timeMs).tell(entityKey);
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

    /** When the silence since the last sign of life is an alarm; Long.MAX_VALUE if never. */
    private long absentFromMs(Cadence cadence, MaintenanceWindows windows) {
        return isExpected(cadence) ? since(cadence, windows) + patienceMs(cadence) : Long.MAX_VALUE;
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
