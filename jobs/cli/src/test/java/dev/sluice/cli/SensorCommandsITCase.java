// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.sensors.LabelledReading;
import dev.sluice.sensors.ReadingCsv;
import dev.sluice.sensors.simulation.SensorSimulator;
import dev.sluice.sensors.simulation.SimulatorConfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Sensors from recorded readings without a label to decisions and alarms, on a real broker. */
class SensorCommandsITCase {

    private static final LocalDate START = LocalDate.of(2020, 1, 1);
    private static final int DAYS = 16;

    @TempDir static Path folder;
    private static Path data;
    private static Path models;
    private static long readings;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void train() throws Exception {
        data = folder.resolve("readings.csv");
        Iterator<LabelledReading> all =
                new SensorSimulator(new SimulatorConfig(16, 2, START, DAYS, 0, 9)).inOrder();
        try (ReadingCsv.Writer writer = ReadingCsv.create(data, "v1", "v2")) {
            while (all.hasNext()) {
                writer.write(all.next());
                readings++;
            }
        }
        models = folder.resolve("models");
        SensorCommandsITCase first = new SensorCommandsITCase();
        int code =
                first.run(
                        "train",
                        "sensors",
                        "--data",
                        data + "",
                        "--from",
                        START.plusDays(2) + "",
                        "--to",
                        START.plusDays(DAYS) + "",
                        "--out",
                        models + "");
        assertThat(code).as(first.err.toString()).isZero();
    }

    @Test
    void aBacktestDecidesEveryReadingTheSameEachRun() throws Exception {
        Path one = folder.resolve("one.csv");
        Path two = folder.resolve("two.csv");
        for (Path decisions : List.of(one, two)) {
            int code =
                    run(
                            "backtest",
                            "sensors",
                            "--data",
                            data + "",
                            "--models",
                            models + "",
                            "--from",
                            START + "",
                            "--to",
                            START.plusDays(DAYS) + "",
                            "--out",
                            decisions + "");
            assertThat(code).as(err.toString()).isZero();
        }
        assertThat(Files.mismatch(one, two)).isEqualTo(-1);
        try (var lines = Files.lines(one)) {
            assertThat(lines.count()).isEqualTo(readings + 1);
        }
    }

    @Test
    void aBacktestTellsWhichOfTheSimulatedFaultsItsAlarmsFind() throws Exception {
        Path simulated = folder.resolve("simulated.csv.gz");
        Path json = folder.resolve("backtest.json");
        int code =
                run(
                        "simulate",
                        "sensors",
                        "--out",
                        simulated + "",
                        "--sensors",
                        "8",
                        "--channels",
                        "3",
                        "--days",
                        "16");
        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString()).contains("readings in " + simulated, "silence");

        code =
                run(
                        "backtest",
                        "sensors",
                        "--data",
                        simulated + "",
                        "--models",
                        models + "",
                        "--from",
                        START.plusDays(3) + "",
                        "--to",
                        START.plusDays(16) + "",
                        "--out",
                        folder.resolve("found.csv") + "",
                        "--json",
                        json + "");

        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString()).contains("false per sensor-day");
        JsonNode alarms = new ObjectMapper().readTree(json.toFile()).get("alarms");
        assertThat(alarms).hasSize(2);
        JsonNode cascade = alarms.get(1);
        assertThat(cascade.get("faults").asInt()).isPositive();
        assertThat(cascade.get("entity_days").asDouble()).isBetween(90.0, 104.0);
        for (JsonNode kind : cascade.get("kinds")) {
            // a silence is found by its timer, whatever the models are worth
            if (kind.get("kind").asText().equals("silence")) {
                assertThat(kind.get("recall").asDouble()).isGreaterThan(0.5);
            }
        }
    }

    @Test
    void anExplanationSpeaksOfASensorAndItsReadings() throws Exception {
        String first = Files.readAllLines(data).get(400);
        String event = first.substring(0, first.indexOf(',', first.indexOf(',') + 1));
        int code =
                run(
                        "explain",
                        "sensors",
                        "--event",
                        event.replace(',', '@'),
                        "--data",
                        data + "",
                        "--models",
                        models + "");

        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("reading " + event.replace(',', '@'), "of sensor ")
                .containsPattern("of the past|usual|median");
    }

    @Test
    void aDemoDecidesEveryReading() throws Exception {
        Path json = folder.resolve("demo.json");
        int code =
                run(
                        "demo",
                        "sensors",
                        "--data",
                        data + "",
                        "--models",
                        models + "",
                        "--events",
                        "4000",
                        "--rate",
                        "0",
                        "--json",
                        json + "");
        assertThat(code).as(err.toString()).isZero();
        JsonNode result = new ObjectMapper().readTree(json.toFile());
        assertThat(result.get("decisions").asLong()).as(result.toString()).isEqualTo(4_000);
    }

    @Test
    void readingsThatAreNotInOrderOfTimeAreRefusedByName() throws Exception {
        Path wrong = folder.resolve("wrong.csv");
        Files.writeString(wrong, "sensor_id,event_time_ms,v1\na,2000,1\nb,1000,1\n");
        int code =
                run(
                        "demo",
                        "sensors",
                        "--data",
                        wrong + "",
                        "--models",
                        models + "",
                        "--rate",
                        "0");
        assertThat(code).isEqualTo(Sluice.FAILED);
        assertThat(err.toString()).contains("b@1000", "order of time");
    }

    private int run(String... arguments) {
        CommandLine command =
                Sluice.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
