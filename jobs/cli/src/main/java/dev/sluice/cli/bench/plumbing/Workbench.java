// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import dev.sluice.cli.bench.Slices;
import dev.sluice.cli.bench.memory.ProcessMemory;
import dev.sluice.cli.flink.LocalFlink;
import dev.sluice.cli.kafka.BrokerProcess;
import dev.sluice.stream.FlinkDefaults;
import dev.sluice.stream.config.SluiceConfig;
import dev.sluice.stream.decision.DecisionStage;
import dev.sluice.stream.decision.DeliveryOptions;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.model.CascadeModels;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.util.TimeUtils;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A broker in a process of its own, and one job after the other beside it in this process.
 *
 * <p>A run is watched from outside: what counts is what a reader of the topic could read.
 */
public final class Workbench implements AutoCloseable {

    private static final long LOOK_MILLIS = 50;
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final VariantJob.Parts parts;
    private final Path scratch;
    private final BrokerProcess broker;
    private final InputTopics inputs;
    private final ProcessClock processor = new ProcessClock();
    private int runs;

    private Workbench(
            CascadeModels models, RecordScorers scorers, Path scratch, BrokerProcess broker) {
        this.parts = new VariantJob.Parts(models, scorers);
        this.scratch = scratch;
        this.broker = broker;
        this.inputs = new InputTopics(broker.bootstrapServers());
    }

    /**
     * Starts the broker.
     *
     * @param scratch existing folder for its data and for checkpoints
     * @throws IOException if it does not start
     */
    public static Workbench start(CascadeModels models, RecordScorers scorers, Path scratch)
            throws IOException {
        return new Workbench(models, scorers, scratch, BrokerProcess.start(scratch));
    }

    /**
     * Lets a job read events that are there before it starts, and watches until all are decided.
     *
     * @throws Exception if the job fails; it is then stopped
     */
    public RunFigures run(Plan plan) throws Exception {
        String topic = inputs.holding(plan.stream(), plan.events(), plan.parallelism());
        Path folder = newFolder();
        SluiceConfig config = config(topic, plan, Patience.UNLIMITED, folder);
        try (VariantRun run = VariantRun.start(parts, config, plan)) {
            AllocationWatch allocation = new AllocationWatch(plan.events());
            Slices slices = watch(run, plan.events(), allocation);
            Footprint footprint =
                    new Footprint(
                            allocation.perEvent(),
                            DiskUsage.bytes(JobSettings.stateFolder(folder)),
                            ProcessMemory.now().heapMb());
            run.stop();
            RunFigures figures =
                    new RunFigures(
                            plan.events(),
                            run.written(),
                            slices,
                            DeepTally.of(run.kafka()),
                            footprint);
            inputs.delete(run.ownTopics());
            return figures;
        }
    }

    /**
     * Sends events at a rate, whatever the job makes of them, and measures when they are decided.
     *
     * @throws Exception if the job fails; it is then stopped
     */
    public LoadFigures load(Plan plan, Load load) throws Exception {
        String topic = "bench-load-" + runs;
        inputs.create(topic, plan.parallelism());
        SluiceConfig config = config(topic, plan, Patience.DEFAULT, newFolder());
        try (VariantRun run = VariantRun.start(parts, config, plan)) {
            LoadFigures figures = LoadRun.of(run, inputs, topic, plan, load);
            inputs.delete(run.ownTopics());
            return figures;
        }
    }

    /**
     * Sends a steady load and lets somebody look at the process meanwhile; deadline and queue of
     * deep are those of the product.
     *
     * @throws Exception if the job fails; it is then stopped
     */
    public SoakFigures soak(Plan plan, Soak soak) throws Exception {
        String topic = "bench-soak-" + runs;
        inputs.create(topic, plan.parallelism());
        SluiceConfig config = config(topic, plan, Patience.DEFAULT, newFolder());
        try (VariantRun run = VariantRun.start(parts, config, plan)) {
            SoakRun.of(run, inputs, topic, plan, soak);
            run.stop();
            return new SoakFigures(plan.events(), run.written(), DeepTally.of(run.kafka()));
        }
    }

    /**
     * Does something to a job that can change its models, under a steady load.
     *
     * @param plan as for the others; its stream has to be long enough, its number of events is none
     * @param perSecond events a second
     * @param then reads what the job has written, once it has ended
     * @throws Exception if the job fails; it is then stopped
     */
    public <T> T steady(Plan plan, double perSecond, Steady<?> steady, Written<T> then)
            throws Exception {
        String topic = "bench-steady-" + runs;
        inputs.create(topic, plan.parallelism());
        SluiceConfig config =
                config(topic, plan, Patience.DEFAULT, newFolder()).with(JobSettings.RELEASES);
        try (VariantRun run = VariantRun.start(parts, config, plan)) {
            long sent = SteadyRun.of(run, inputs, topic, plan, perSecond, steady);
            run.stop();
            return then.read(run.kafka(), sent);
        }
    }

    /**
     * Reads what a job has written.
     *
     * @param <T> what comes out of it
     */
    @FunctionalInterface
    public interface Written<T> {

        /**
         * Reads it.
         *
         * @param sent events that were sent
         */
        T read(KafkaConfig kafka, long sent) throws Exception;
    }

    /** What all jobs have in common and a rate or a latency depends on, by name. */
    public static Map<String, String> sharedSettings(StateBackend backend) {
        Configuration flink = FlinkDefaults.with(new Configuration());
        Map<String, String> settings = new TreeMap<>();
        DecisionStage.producerDefaults()
                .forEach((name, value) -> settings.put("producer." + name, value));
        settings.put(
                ExecutionOptions.BUFFER_TIMEOUT.key(),
                TimeUtils.formatWithHighestUnit(flink.get(ExecutionOptions.BUFFER_TIMEOUT)));
        settings.put(
                CheckpointingOptions.CHECKPOINTING_INTERVAL.key(),
                TimeUtils.formatWithHighestUnit(
                        flink.get(CheckpointingOptions.CHECKPOINTING_INTERVAL)));
        settings.put(StateBackendOptions.STATE_BACKEND.key(), backend.flinkName());
        if (backend == StateBackend.ROCKSDB) {
            settings.put(TaskManagerOptions.MANAGED_MEMORY_SIZE.key(), JobSettings.MANAGED_MEMORY);
        }
        settings.put(
                DeliveryOptions.GUARANTEE.key(),
                DeliveryOptions.GUARANTEE.defaultValue().toString());
        return settings;
    }

    @Override
    public void close() {
        broker.close();
    }

    /** The folder of the next run, whose name its topics have, too. */
    private Path newFolder() {
        return scratch.resolve("bench-run-" + runs++);
    }

    private SluiceConfig config(String topic, Plan plan, Patience patience, Path folder)
            throws IOException {
        return JobSettings.of(
                broker.bootstrapServers(),
                topic,
                folder.getFileName().toString(),
                plan.parallelism(),
                patience,
                LocalFlink.anyPort(),
                plan.backend(),
                folder);
    }

    /**
     * Marks how far the run is, from just before the first decision until all events are decided or
     * nothing comes any more.
     */
    private Slices watch(VariantRun run, int events, AllocationWatch allocation) throws Exception {
        Slices.Marks marks = new Slices.Marks();
        long cpu = processor.nanos();
        long now = System.nanoTime();
        long lastNews = now;
        long before = 0;
        while (before < events && now - lastNews < SILENCE_NANOS) {
            long cpuBefore = cpu;
            long nanosBefore = now;
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            cpu = processor.nanos();
            now = System.nanoTime();
            long count = run.decisions();
            if (count > before) {
                if (before == 0) {
                    marks.add(nanosBefore, 0, cpuBefore);
                }
                marks.add(now, count, cpu);
                allocation.look(count);
                before = count;
                lastNews = now;
            }
        }
        if (before == 0) {
            marks.add(lastNews, 0, cpu);
            marks.add(now, 0, cpu);
        }
        return marks.slices();
    }
}
