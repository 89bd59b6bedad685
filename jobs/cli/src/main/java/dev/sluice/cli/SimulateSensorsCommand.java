// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.decisioning.metric.FaultSpan;
import dev.sluice.sensors.KnownFaults;
import dev.sluice.sensors.LabelledReading;
import dev.sluice.sensors.Reading;
import dev.sluice.sensors.ReadingCsv;
import dev.sluice.sensors.simulation.EveryFault;
import dev.sluice.sensors.simulation.SimulatorConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Readings of sensors that do not exist, with every kind of fault in them. */
@Command(
        name = "sensors",
        description =
                "Writes readings of simulated sensors, each fault as often as any other, with the"
                        + " truth about them.",
        mixinStandardHelpOptions = true)
final class SimulateSensorsCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private SimulateOptions options;

    @Option(
            names = "--sensors",
            defaultValue = "40",
            paramLabel = "N",
            description = "Sensors; default ${DEFAULT-VALUE}.")
    private int sensors;

    @Option(
            names = "--channels",
            defaultValue = "8",
            paramLabel = "N",
            description =
                    "Channels of each sensor, 1 to "
                            + Reading.MAX_CHANNELS
                            + "; default ${DEFAULT-VALUE}.")
    private int channels;

    @Option(
            names = "--days",
            defaultValue = "30",
            paramLabel = "N",
            description = "Days; default ${DEFAULT-VALUE}.")
    private int days;

    @Override
    public Integer call() throws Exception {
        UsageException.requireAtLeastOne("--sensors", sensors);
        UsageException.requireAtLeastOne("--channels", channels);
        UsageException.requireAtLeastOne("--days", days);
        EveryFault simulation = new EveryFault(config());
        Path out = options.out();
        long readings = write(simulation, out);
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.printf(Locale.ROOT, "%,d readings in %s%n", readings, out);
        faults(simulation)
                .forEach(
                        (kind, count) ->
                                terminal.printf(Locale.ROOT, "  %-10s %,6d%n", kind, count));
        terminal.flush();
        return Sluice.OK;
    }

    private SimulatorConfig config() {
        try {
            return new SimulatorConfig(sensors, channels, options.start(), days, 0, options.seed());
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private long write(EveryFault simulation, Path out) throws IOException {
        String[] names = new String[channels];
        Arrays.setAll(names, i -> "v" + (i + 1));
        Iterator<LabelledReading> all = simulation.inOrder();
        long readings = 0;
        try (ReadingCsv.Writer writer = ReadingCsv.createWithFaults(out, names)) {
            while (all.hasNext()) {
                writer.write(all.next());
                readings++;
            }
        }
        return readings;
    }

    private static Map<String, Integer> faults(EveryFault simulation) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        for (List<FaultSpan> spans : KnownFaults.of(simulation).values()) {
            spans.forEach(span -> counts.merge(span.kind(), 1, Integer::sum));
        }
        return counts;
    }
}
