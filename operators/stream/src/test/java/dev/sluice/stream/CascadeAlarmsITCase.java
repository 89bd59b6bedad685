// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream;

import dev.sluice.decisioning.alarm.Alarm;
import dev.sluice.decisioning.alarm.MaintenanceWindow;
import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.stream.alarm.AlarmOptions;
import dev.sluice.stream.alarm.AlarmStage;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.TestEvents;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.CloseableIterator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;

/** Alarms beside the cascade: both tiers, silence, tickets, and a fast path that stays chained. */
@Timeout(120)
class CascadeAlarmsITCase {

    private static final long START = 1_522_540_800_000L;
    private static final long MINUTE = 60_000;

    @Test
    void faultsOfBothTiersAndSilenceAreOneAlarmEachAndMaintenanceIsNone() throws Exception {
        List<FeaturizedEvent> events = new ArrayList<>();
        for (int minute = 0; minute < 600; minute++) {
            events.add(event("fast", minute, minute >= 350 && minute < 355 ? 0.999 : 0.004, 0.1));
            events.add(
                    event(
                            "deep",
                            minute,
                            minute == 450 ? 0.95 : 0.004,
                            minute == 450 ? 0.995 : 0.1));
            events.add(event("served", minute, minute >= 350 && minute < 355 ? 0.999 : 0.004, 0.1));
            if (minute < 300 || minute >= 400) {
                events.add(event("silent", minute, 0.004, 0.1));
            }
        }
        MaintenanceWindow ticket =
                new MaintenanceWindow("served", START + 340 * MINUTE, START + 380 * MINUTE);

        Map<String, List<Alarm>> alarms = new HashMap<>();
        StreamExecutionEnvironment env = CascadeCore.environment(1);
        try (CloseableIterator<Alarm> all = alarms(env, events, ticket).executeAndCollect()) {
            all.forEachRemaining(
                    alarm ->
                            alarms.computeIfAbsent(alarm.alarmId(), id -> new ArrayList<>())
                                    .add(alarm));
        }

        assertThat(alarms)
                .containsOnlyKeys(
                        "anomaly/" + (START + 350 * MINUTE) + "/fast",
                        "anomaly/" + (START + 450 * MINUTE) + "/deep",
                        "absent/" + (START + 299 * MINUTE) + "/silent");
        List<Alarm> silent = alarms.get("absent/" + (START + 299 * MINUTE) + "/silent");
        assertThat(silent.get(silent.size() - 1).status()).isEqualTo(Alarm.Status.CLOSED);
        assertThat(silent.get(silent.size() - 1).endMs()).isEqualTo(START + 400 * MINUTE);
        List<Alarm> fast = alarms.get("anomaly/" + (START + 350 * MINUTE) + "/fast");
        assertThat(fast.get(fast.size() - 1).status()).isEqualTo(Alarm.Status.CLOSED);
        assertThat(fast.get(fast.size() - 1).readings()).isGreaterThanOrEqualTo(5);
        assertThat(
                        alarms.get("anomaly/" + (START + 450 * MINUTE) + "/deep")
                                .get(0)
                                .peak()
                                .eventId())
                .isEqualTo("deep@450");
    }

    @Test
    void theFastPathStaysOneTask() {
        StreamExecutionEnvironment env = CascadeCore.environment(2);
        alarms(env, List.of(event("fast", 0, 0.1, 0.1)), new MaintenanceWindow("served", 0, 1))
                .sinkTo(new DiscardingSink<>())
                .name("alarms-sink")
                .uid("alarms-sink");

        List<String> tasks =
                StreamSupport.stream(
                                env.getStreamGraph().getJobGraph().getVertices().spliterator(),
                                false)
                        .map(JobVertex::getName)
                        .toList();

        assertThat(tasks)
                .anySatisfy(
                        task ->
                                assertThat(task)
                                        .contains("First pass", "Gate", "fast-sink")
                                        .contains("Alarm sightings", "Alarm readings"))
                .anySatisfy(task -> assertThat(task).contains("Deep", "Alarm readings of deep"))
                .anySatisfy(task -> assertThat(task).contains("Alarms", "alarms-sink"));
    }

    private static DataStream<Alarm> alarms(
            StreamExecutionEnvironment env,
            List<FeaturizedEvent> events,
            MaintenanceWindow ticket) {
        DataStream<MaintenanceWindow> tickets =
                env.fromData(TypeInformation.of(MaintenanceWindow.class), ticket).uid("tickets");
        CascadeCore core =
                CascadeCore.build(
                        env,
                        events,
                        loader -> FakeModelBackend.deep(TestEvents.FEATURES, TestEvents.CONTEXT),
                        DeepConfig.DEFAULT);
        core.fast().sinkTo(new DiscardingSink<>()).name("fast-sink").uid("fast-sink");
        core.deep().sinkTo(new DiscardingSink<>()).name("deep-sink").uid("deep-sink");
        return AlarmStage.append(
                new AlarmStage.Inputs<>(
                        core.events(), core.fast(), core.deep(), tickets, window -> window),
                AlarmOptions.read(Configuration.fromMap(Map.of("alarms.likelihood.unknown", "0")))
                        .orElseThrow());
    }

    private static FeaturizedEvent event(
            String entity, int minute, double probability, double novelty) {
        return new FeaturizedEvent(
                entity + "@" + minute,
                entity,
                START + minute * MINUTE,
                5_000,
                new float[] {(float) probability, (float) novelty, 3},
                new float[] {1, 2, 3, 4});
    }
}
