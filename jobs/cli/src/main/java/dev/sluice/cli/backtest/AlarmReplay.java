// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.alarm.Alarm;
import dev.sluice.decisioning.alarm.AlarmState;
import dev.sluice.decisioning.alarm.Cadence;
import dev.sluice.decisioning.alarm.MaintenanceWindows;
import dev.sluice.decisioning.alarm.ScoreAlarms;
import dev.sluice.decisioning.alarm.ScoredReading;
import dev.sluice.decisioning.alarm.SilenceRule;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.metric.WatchedEntity;
import dev.sluice.stream.alarm.AbsentAlarms;
import dev.sluice.stream.alarm.AlarmConfig;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The alarms that the job would raise on decisions, by the rules of the job, without maintenance
 * tickets. Event time has come as far as the newest decision so far.
 *
 * <p>Not thread-safe.
 */
final class AlarmReplay {

    private static final MaintenanceWindows NO_TICKETS = new MaintenanceWindows();

    private final AlarmWatch watch;
    private final ScoreAlarms scores;
    private final SilenceRule silence;
    private final Map<String, Entity> entities = new TreeMap<>();
    private long nowMs = Long.MIN_VALUE;

    private AlarmReplay(AlarmWatch watch) {
        AlarmConfig config = watch.config();
        this.watch = watch;
        this.scores = ScoreAlarms.of(config.likelihood(), config.episodes());
        this.silence = new SilenceRule(config.silence());
    }

    /**
     * The entities, with what was wrong and when an alarm was raised.
     *
     * @param decisions decisions in order of event time
     */
    static List<WatchedEntity> of(List<Decision> decisions, AlarmWatch watch) {
        AlarmReplay replay = new AlarmReplay(watch);
        decisions.forEach(replay::hear);
        return replay.end();
    }

    private void hear(Decision decision) {
        String key = decision.entityKey();
        long time = decision.eventTimeMs();
        Entity entity = entities.computeIfAbsent(key, unknown -> new Entity());
        entity.timesMs.add(time);
        absent(entity, silence.time(entity.cadence, key, nowMs, NO_TICKETS));
        absent(entity, silence.seen(entity.cadence, key, time, nowMs, NO_TICKETS));
        raise(entity, scores.decided(entity.scored, ScoredReading.of(decision), NO_TICKETS));
        nowMs = Math.max(nowMs, time);
    }

    private List<WatchedEntity> end() {
        List<WatchedEntity> watched = new ArrayList<>();
        entities.forEach(
                (key, entity) -> {
                    absent(entity, silence.time(entity.cadence, key, nowMs, NO_TICKETS));
                    absent(entity, silence.endOfInput(entity.cadence, key));
                    watched.add(
                            new WatchedEntity(
                                    sorted(entity.timesMs),
                                    watch.faults().getOrDefault(key, List.of()),
                                    sorted(entity.raisedMs)));
                });
        return watched;
    }

    private void absent(Entity entity, List<Alarm> alarms) {
        if (watch.config().absent() == AbsentAlarms.ON) {
            raise(entity, alarms);
        }
    }

    private static void raise(Entity entity, List<Alarm> alarms) {
        for (Alarm alarm : alarms) {
            // what comes later about the same alarm raises no other
            if (alarm.revision() == 0) {
                entity.raisedMs.add(alarm.peak().timeMs());
            }
        }
    }

    private static long[] sorted(List<Long> times) {
        return times.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    /** What is known of an entity. */
    private static final class Entity {

        private final AlarmState scored = new AlarmState();
        private final Cadence cadence = new Cadence();
        private final List<Long> timesMs = new ArrayList<>();
        private final List<Long> raisedMs = new ArrayList<>();
    }
}
