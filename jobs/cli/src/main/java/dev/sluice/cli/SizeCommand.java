// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.size.JobSize;
import dev.sluice.cli.size.Prices;
import dev.sluice.cli.size.UnitCosts;
import dev.sluice.cli.size.Workload;

import com.fasterxml.jackson.annotation.JsonProperty;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;

/** How large a job has to be for a load. */
@Command(
        name = "size",
        description =
                "Task slots, memory, GPUs and money for a load, from what the benches measured.",
        mixinStandardHelpOptions = true)
final class SizeCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--events-per-second",
            required = true,
            paramLabel = "R",
            description = "Events a second at the peak.")
    private double eventsPerSecond;

    @Option(
            names = "--mean-events-per-second",
            paramLabel = "R",
            description = "Events a second over a month, which windows remember; default the peak.")
    private Double meanEventsPerSecond;

    @Option(
            names = "--keys",
            required = true,
            paramLabel = "K",
            description = "Customers, with about as many terminals.")
    private long keys;

    @Option(
            names = "--escalated-share",
            defaultValue = "0.05",
            paramLabel = "S",
            description = "Share of the events that get a deep look; default ${DEFAULT-VALUE}.")
    private double escalatedShare;

    @Option(
            names = "--passes",
            paramLabel = "P",
            description = "Passes of a deep look; default is what was measured.")
    private Double passes;

    @Option(
            names = "--event-bytes",
            defaultValue = "60",
            paramLabel = "B",
            description = "Bytes of an event on its topic; default ${DEFAULT-VALUE}.")
    private double eventBytes;

    @Option(
            names = "--checkpoint-interval",
            defaultValue = "10s",
            paramLabel = "T",
            converter = DurationConverter.class,
            description = "Time between two checkpoints; default ${DEFAULT-VALUE}.")
    private Duration checkpointInterval;

    @Option(
            names = "--device",
            defaultValue = "cpu",
            paramLabel = "NAME",
            description = "What deep runs on: cpu or gpu; default ${DEFAULT-VALUE}.")
    private Workload.Device device;

    @Option(
            names = "--utilisation",
            defaultValue = "0.6",
            paramLabel = "U",
            description =
                    "Share of a processor or a GPU that may be busy at the peak; default"
                            + " ${DEFAULT-VALUE}.")
    private double utilisation;

    @Mixin private StateBackendOption stateBackend;

    @Option(
            names = "--gpu-passes-per-second",
            paramLabel = "N",
            description = "Passes a second of one GPU, as 'bench deep' measures on it.")
    private Double gpuPassesPerSecond;

    @Option(
            names = "--core-hour",
            defaultValue = "0.04",
            paramLabel = "PRICE",
            description = "Price of a processor for an hour; default ${DEFAULT-VALUE}.")
    private double coreHour;

    @Option(
            names = "--gpu-hour",
            defaultValue = "1.00",
            paramLabel = "PRICE",
            description = "Price of a GPU for an hour; default ${DEFAULT-VALUE}.")
    private double gpuHour;

    @Option(
            names = "--throughput",
            paramLabel = "FILE",
            description = "Processor times from the JSON of 'bench throughput' on your machine.")
    private Path throughput;

    @Option(
            names = "--unit-costs",
            paramLabel = "FILE",
            description = "All unit costs from a JSON like the one that is packaged.")
    private Path unitCosts;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the size as JSON.")
    private Path json;

    /**
     * What the JSON holds.
     *
     * @param size the size
     * @param costs what it was worked out from
     */
    private record Report(
            @JsonProperty("size") JobSize size, @JsonProperty("unit_costs") UnitCosts costs) {}

    @Override
    public Integer call() throws Exception {
        UnitCosts costs = costs();
        JobSize size;
        try {
            size =
                    JobSize.of(
                            new Workload(
                                    eventsPerSecond,
                                    meanEventsPerSecond == null
                                            ? eventsPerSecond
                                            : meanEventsPerSecond,
                                    keys,
                                    escalatedShare,
                                    passes == null ? costs.passes() : passes,
                                    eventBytes,
                                    checkpointInterval,
                                    stateBackend.backend(),
                                    device,
                                    utilisation),
                            costs,
                            new Prices(coreHour, gpuHour));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
        print(size, costs);
        if (json != null) {
            Json.write(json, new Report(size, costs));
        }
        return Sluice.OK;
    }

    private UnitCosts costs() throws IOException {
        UnitCosts costs =
                unitCosts == null
                        ? UnitCosts.packaged()
                        : UnitCosts.read(Files.readString(unitCosts));
        if (throughput != null) {
            try {
                costs = costs.withThroughput(Files.readString(throughput), throughput.toString());
            } catch (IllegalArgumentException e) {
                throw new UsageException("--throughput: " + e.getMessage(), e);
            }
        }
        return gpuPassesPerSecond == null
                ? costs
                : costs.withGpuPassesPerSecond(gpuPassesPerSecond);
    }

    private void print(JobSize size, UnitCosts costs) {
        PrintWriter out = spec.commandLine().getOut();
        line(out, "task slots, features to gate", "%,d", size.slots());
        line(out, "task slots, deep", "%,d", size.deepSlots());
        line(out, "GPUs", "%,d", size.gpus());
        line(out, "task heap, all, MiB", "%,.0f", size.heapMb());
        line(out, "managed memory, all, MiB", "%,.0f", size.managedMb());
        line(out, "native memory, all, MiB", "%,.0f", size.nativeMb());
        line(out, "state, MiB", "%,.0f", size.stateMb());
        line(out, "events in windows, a key", "%.1f", size.eventsRemembered());
        line(out, "written by a checkpoint, MiB", "%,.0f", size.checkpointMb());
        line(out, "Kafka, MiB/s", "%.1f", size.kafkaMbPerSecond());
        line(out, "money for a million events", "%.4f", size.costPerMillion());
        out.println();
        costs.measured().forEach(source -> out.println("measured: " + source));
        out.flush();
    }

    private static void line(PrintWriter out, String name, String format, Object value) {
        out.printf(Locale.ROOT, "%-30s %12s%n", name, String.format(Locale.ROOT, format, value));
    }
}
