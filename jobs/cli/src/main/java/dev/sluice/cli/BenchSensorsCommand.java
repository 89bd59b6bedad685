// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.bench.sensors.SensorBench;
import dev.sluice.cli.bench.sensors.SensorBenchResult;
import dev.sluice.cli.bench.sensors.SensorLoad;
import dev.sluice.cli.console.Progress;
import dev.sluice.sensors.Reading;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Whether many sensors cost as much when they have a long past as when they had none. */
@Command(
        name = "sensors",
        description =
                "Processor time of a reading in the stage of features as the past of many sensors"
                        + " grows, and what a sensor takes of the heap.",
        mixinStandardHelpOptions = true)
final class BenchSensorsCommand implements Callable<Integer> {

    /** So that each tenth has at least two readings of each sensor. */
    private static final int FEWEST_READINGS = 20;

    @Spec private CommandSpec spec;

    @Option(
            names = "--sensors",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Sensors; default ${DEFAULT-VALUE}.")
    private int sensors;

    @Option(
            names = "--channels",
            paramLabel = "N",
            defaultValue = "1",
            description = "Channels of each; default ${DEFAULT-VALUE}.")
    private int channels;

    @Option(
            names = "--readings",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Readings of each; default ${DEFAULT-VALUE}.")
    private int readings;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        UsageException.requireAtLeastOne("--sensors", sensors);
        if (channels < 1 || channels > Reading.MAX_CHANNELS) {
            throw new UsageException(
                    "--channels is " + channels + "; expected 1 to " + Reading.MAX_CHANNELS);
        }
        if (readings < FEWEST_READINGS) {
            throw new UsageException(
                    "--readings is " + readings + "; expected " + FEWEST_READINGS + " or more");
        }
        SensorBenchResult result;
        try (Progress progress = Progress.ofTerminal()) {
            result = new SensorBench(new SensorLoad(sensors, channels, readings), progress).run();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(result.table());
        out.flush();
        if (json != null) {
            Json.write(json, result);
        }
        return Sluice.OK;
    }
}
