// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.memory;

import dev.sluice.cli.bench.BenchRecords;
import dev.sluice.cli.bench.EngineLoop;
import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.cli.console.Progress;
import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.DeepJudge;
import dev.sluice.decisioning.deep.StopRule;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.inference.Device;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelLoadException;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Watches heap and resident memory over many passes, and over opening and closing the model. */
public final class MemoryBench {

    private static final int SAMPLES = 10;

    /** As much as one sample stands for. */
    private static final int WARM_UPS = 1;

    private static final int RECORDS = 2000;
    private static final ClassLoader LOADER = MemoryBench.class.getClassLoader();

    private final MemoryRequest request;
    private final DeepConfig config;
    private final Progress progress;

    /** A bench that shows its progress. */
    public MemoryBench(MemoryRequest request, Progress progress) {
        this.request = request;
        this.config =
                DeepConfig.DEFAULT.withThinking(
                        DeepConfig.DEFAULT.thinking().withStopRule(StopRule.FIXED));
        this.progress = progress;
    }

    /**
     * Watches both.
     *
     * @throws ModelLoadException if the deep model cannot be opened
     */
    public MemoryResult run() throws IOException, ModelLoadException {
        Device device;
        MemoryResult.Stretch passes;
        List<Escalation> escalations;
        try (ModelBackend model = open()) {
            device = model.device();
            escalations = escalations(device, model.manifest());
            passes = passes(model, escalations);
        }
        return MemoryResult.of(MachineFacts.of(device), passes, cycles(escalations));
    }

    private List<Escalation> escalations(Device device, Manifest manifest) {
        int[] rows = new int[Math.min(RECORDS, request.table().rows())];
        Arrays.setAll(rows, row -> row);
        return BenchRecords.escalations(
                BenchRecords.events(request.table().select(rows)),
                request.models().policy(),
                device,
                manifest.version());
    }

    private MemoryResult.Stretch passes(ModelBackend model, List<Escalation> escalations)
            throws IOException {
        EngineLoop loop = new EngineLoop(model, request.models().policy(), config, escalations);
        Watch watch = new Watch("100k passes", 100_000);
        long start = System.nanoTime();
        for (int step = 1; step <= SAMPLES + WARM_UPS; step++) {
            progress.bar("passes", (double) (step - 1) / (SAMPLES + WARM_UPS));
            loop.runToPasses(request.passes() * step / (SAMPLES + WARM_UPS));
            if (step >= WARM_UPS) {
                watch.look(loop.passes());
            }
        }
        return MemoryResult.Stretch.of(watch, loop.passes(), secondsSince(start));
    }

    private MemoryResult.Stretch cycles(List<Escalation> escalations)
            throws IOException, ModelLoadException {
        List<Escalation> batch =
                escalations.subList(0, Math.min(config.maxBatchRows(), escalations.size()));
        Watch watch = new Watch("10 cycles", 10);
        long start = System.nanoTime();
        int done = 0;
        for (int step = 1; step <= SAMPLES + WARM_UPS; step++) {
            progress.bar("open and close", (double) (step - 1) / (SAMPLES + WARM_UPS));
            int wanted = (int) ((long) request.cycles() * step / (SAMPLES + WARM_UPS));
            for (; done < wanted; done++) {
                try (ModelBackend model = open()) {
                    DeepJudge.judgeAll(model, request.models().policy(), config, batch);
                }
            }
            if (step >= WARM_UPS) {
                watch.look(done);
            }
        }
        return MemoryResult.Stretch.of(watch, done, secondsSince(start));
    }

    private ModelBackend open() throws ModelLoadException {
        return request.models().deep().open(LOADER);
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
