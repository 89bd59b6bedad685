// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.alarm;

import dev.sluice.decisioning.alarm.Alarm;
import dev.sluice.decisioning.alarm.AlarmState;
import dev.sluice.decisioning.alarm.Cadence;
import dev.sluice.decisioning.alarm.MaintenanceWindow;
import dev.sluice.decisioning.alarm.MaintenanceWindows;
import dev.sluice.decisioning.alarm.ScoreAlarms;
import dev.sluice.decisioning.alarm.ScoredReading;
import dev.sluice.decisioning.alarm.SilenceRule;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

import java.util.List;

/**
 * Keeps what alarms know of each entity, and asks the rules.
 *
 * <p><b>Owned state,</b> by entity: scores with their episodes, cadence, maintenance windows; each
 * apart, for most signals touch one of them. One event-time timer: it fires at or before the next
 * moment that matters, and moves itself behind it. The end of the input is not the passing of time:
 * nobody is absent because of it.
 */
final class AlarmFunction extends KeyedProcessFunction<String, AlarmSignal, Alarm> {

    private static final long serialVersionUID = 1L;

    private final AlarmConfig config;
    private final ScoreAlarms scores;
    private final SilenceRule silence;

    private transient ValueState<AlarmState> scored;
    private transient ValueState<Cadence> cadence;
    private transient ValueState<MaintenanceWindows> maintenance;
    private transient ValueState<Long> timer;
    private transient AlarmMetrics metrics;

    AlarmFunction(AlarmConfig config) {
        this.config = config;
        this.scores = ScoreAlarms.of(config.likelihood(), config.episodes());
        this.silence = new SilenceRule(config.silence());
    }

    @Override
    public void open(OpenContext context) {
        scored = state("scores", TypeInformation.of(AlarmState.class));
        cadence = state("cadence", TypeInformation.of(Cadence.class));
        maintenance = state("maintenance", TypeInformation.of(MaintenanceWindows.class));
        timer = state("timer", Types.LONG);
        metrics = new AlarmMetrics(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(AlarmSignal signal, Context context, Collector<Alarm> out)
            throws Exception {
        if (signal.ticket() != null) {
            ticket(signal.ticket(), context.timerService(), out);
        } else if (signal.decided() != null) {
            decided(signal.decided(), context.timerService(), out);
        } else {
            seen(signal, context.timerService(), out);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Alarm> out)
            throws Exception {
        TimerService timers = context.timerService();
        Long registered = timer.value();
        if (registered == null || timestamp != registered) {
            return;
        }
        timer.clear();
        String entity = context.getCurrentKey();
        Cadence spoken = cadence.value();
        if (timers.currentWatermark() == Long.MAX_VALUE) {
            if (spoken != null) {
                raiseSilence(silence.endOfInput(spoken, entity), out);
                cadence.update(spoken);
            }
            return;
        }
        MaintenanceWindows windows = windows();
        AlarmState state = scored.value();
        if (state != null) {
            List<Alarm> ended = scores.rule().time(state.episodes, entity, timestamp);
            if (!ended.isEmpty()) {
                raise(ended, out);
                scored.update(state);
            }
        }
        if (spoken != null) {
            List<Alarm> begun = silence.time(spoken, entity, timestamp, windows);
            if (!begun.isEmpty()) {
                raiseSilence(begun, out);
                cadence.update(spoken);
            }
        }
        if (timestamp >= forgottenMs(spoken, windows)) {
            forget(spoken);
        } else {
            awaitAll(state, spoken, windows, timers);
        }
    }

    private void seen(AlarmSignal signal, TimerService timers, Collector<Alarm> out)
            throws Exception {
        Cadence spoken = cadence.value();
        if (spoken == null) {
            spoken = new Cadence();
        }
        MaintenanceWindows windows = windows();
        List<Alarm> ended =
                silence.seen(
                        spoken,
                        signal.entityKey(),
                        signal.seenMs(),
                        timers.currentWatermark(),
                        windows);
        raiseSilence(ended, out);
        cadence.update(spoken);
        // the episodes have seen to their own time
        awaitAll(null, spoken, windows, timers);
    }

    private void decided(ScoredReading reading, TimerService timers, Collector<Alarm> out)
            throws Exception {
        AlarmState state = scored.value();
        if (state == null) {
            state = new AlarmState();
        }
        raise(scores.decided(state, reading, windows()), out);
        scored.update(state);
        await(scores.rule().dueMs(state.episodes), timers);
    }

    private void ticket(MaintenanceWindow ticket, TimerService timers, Collector<Alarm> out)
            throws Exception {
        MaintenanceWindows windows = windows();
        windows.add(ticket);
        maintenance.update(windows);
        AlarmState state = scored.value();
        if (state != null) {
            raise(scores.rule().maintenance(state.episodes, ticket.entityKey(), windows), out);
            scored.update(state);
        }
        Cadence spoken = cadence.value();
        if (spoken != null) {
            raiseSilence(silence.maintenance(spoken, ticket.entityKey(), windows), out);
            cadence.update(spoken);
        }
        awaitAll(state, spoken, windows, timers);
    }

    private void raiseSilence(List<Alarm> alarms, Collector<Alarm> out) {
        if (config.absent() == AbsentAlarms.ON) {
            raise(alarms, out);
        }
    }

    private void raise(List<Alarm> alarms, Collector<Alarm> out) {
        for (Alarm alarm : alarms) {
            metrics.raised(alarm);
            out.collect(alarm);
        }
    }

    private MaintenanceWindows windows() throws Exception {
        MaintenanceWindows windows = maintenance.value();
        return windows == null ? new MaintenanceWindows() : windows;
    }

    private void awaitAll(
            AlarmState state, Cadence spoken, MaintenanceWindows windows, TimerService timers)
            throws Exception {
        long dueMs = forgottenMs(spoken, windows);
        if (state != null) {
            dueMs = Math.min(dueMs, scores.rule().dueMs(state.episodes));
        }
        if (spoken != null) {
            dueMs = Math.min(dueMs, silence.dueMs(spoken, windows));
        }
        await(dueMs, timers);
    }

    /** Makes sure that a timer fires at a moment or before. */
    private void await(long dueMs, TimerService timers) throws Exception {
        Long registered = timer.value();
        if (dueMs != Long.MAX_VALUE && (registered == null || registered > dueMs)) {
            timers.registerEventTimeTimer(dueMs);
            timer.update(dueMs);
        }
    }

    /** Long.MAX_VALUE if there is nothing yet to count from. */
    private long forgottenMs(Cadence spoken, MaintenanceWindows windows) {
        long last =
                Math.max(spoken == null ? Long.MIN_VALUE : spoken.aliveMs(), windows.lastEndMs());
        long retention = config.retention().toMillis();
        return last == Long.MIN_VALUE || last > Long.MAX_VALUE - retention
                ? Long.MAX_VALUE
                : last + retention;
    }

    private void forget(Cadence spoken) {
        scored.clear();
        maintenance.clear();
        if (spoken == null || spoken.silence == null) {
            cadence.clear();
        }
    }

    private <T> ValueState<T> state(String name, TypeInformation<T> type) {
        return getRuntimeContext().getState(new ValueStateDescriptor<>(name, type));
    }
}
