// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.deep;

import dev.sluice.cli.bench.EngineLoop;
import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.cli.bench.Samples;
import dev.sluice.cli.bench.deep.StaticBatches.Shape;
import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.DeepEngine;
import dev.sluice.decisioning.deep.StopRule;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.inference.ModelBackend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.LongSupplier;

/**
 * What the deep engine saves, and what it costs beside the model: the default strategy against
 * fewer means, all on the same records, on one thread, variants taken in turn.
 */
public final class DeepBench {

    private static final DeepConfig CONFIG = DeepConfig.DEFAULT.withoutDeadline();

    /** The variants, by what they do. */
    private static final String CONTINUOUS = "continuous";

    private static final String STATIC = "static";
    private static final String SHRINKING = "static-shrinking";
    private static final String ONE_BY_ONE = "one-by-one";
    private static final String RAW = "raw-model";
    private static final String WHOLE = "fixed-whole-network";
    private static final String SHARED = "fixed-shared-trunk";

    private DeepBench() {}

    /** How the default stop rule compares to taking all passes, on some records. */
    public static PassFigures passes(DeepWorkload workload) {
        List<Decision> stopped = judge(workload, CONFIG);
        List<Decision> fixed =
                judge(
                        workload,
                        CONFIG.withThinking(CONFIG.thinking().withStopRule(StopRule.FIXED)));
        long used = 0;
        long allowed = 0;
        int agreed = 0;
        for (int i = 0; i < stopped.size(); i++) {
            used += stopped.get(i).effort().passesUsed();
            allowed += fixed.get(i).effort().passesUsed();
            agreed +=
                    stopped.get(i).verdict().outcome() == fixed.get(i).verdict().outcome() ? 1 : 0;
        }
        return new PassFigures(stopped.size(), used, allowed, agreed);
    }

    /**
     * Times the variants, all in a steady state: decisions are made and thrown away.
     *
     * @param rounds how often each variant is run, after one round to warm up
     * @return records a second by variant, the median over the rounds
     */
    public static Map<String, Double> throughput(
            DeepWorkload workload, int rounds, DoubleConsumer progress) {
        Map<String, LongSupplier> variants = variants(workload);
        Map<String, double[]> rates = new LinkedHashMap<>();
        variants.keySet().forEach(name -> rates.put(name, new double[rounds]));
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<String, LongSupplier> variant : variants.entrySet()) {
                long start = System.nanoTime();
                long records = variant.getValue().getAsLong();
                double seconds = (System.nanoTime() - start) / 1e9;
                if (round >= 0) {
                    rates.get(variant.getKey())[round] = records / seconds;
                }
            }
            progress.accept((round + 2.0) / (rounds + 1));
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        rates.forEach((name, values) -> medians.put(name, Samples.median(values)));
        return medians;
    }

    /**
     * The comparisons.
     *
     * @param passes passes over the records of each fold
     * @param rates speed by variant
     * @param records records that the speeds were measured on
     * @param machine what it was measured on
     */
    public static DeepBenchReport report(
            List<PassFigures> passes,
            Map<String, Double> rates,
            int records,
            MachineFacts machine) {
        PassFigures all = PassFigures.sum(passes);
        return new DeepBenchReport(
                all.ratio(),
                all.agreement(),
                rates.get(SHARED) / rates.get(WHOLE),
                rates.get(CONTINUOUS) / rates.get(STATIC),
                rates.get(CONTINUOUS) / rates.get(ONE_BY_ONE),
                rates.get(CONTINUOUS) / rates.get(RAW),
                rates.get(CONTINUOUS) / rates.get(SHRINKING),
                all.meanPasses(),
                all.records(),
                records,
                rates,
                machine);
    }

    /** Each runs once over all records, or about so many, and says how many they were. */
    private static Map<String, LongSupplier> variants(DeepWorkload workload) {
        int records = workload.escalations().size();
        int maxRows = Math.min(CONFIG.maxBatchRows(), workload.model().manifest().maxRows());
        int fixedPasses = CONFIG.thinking().maxPasses();
        RawModel raw = new RawModel(workload, maxRows);
        StaticBatches batches = new StaticBatches(workload, CONFIG.thinking(), maxRows);
        RecordedCalls recorded = new RecordedCalls(workload.model());
        EngineLoop remembered = loop(workload, recorded, CONFIG);
        remembered.decide(records);
        recorded.calls().clear();
        long replayed = remembered.decide(records);
        EngineLoop continuous = loop(workload, workload.model(), CONFIG);
        EngineLoop oneByOne = loop(workload, workload.model(), CONFIG.withMaxBatchRows(1));
        Map<String, LongSupplier> variants = new LinkedHashMap<>();
        variants.put(CONTINUOUS, () -> continuous.decide(records));
        variants.put(RAW, over(replayed, () -> raw.replay(recorded.calls())));
        variants.put(STATIC, over(records, () -> decide(batches, workload, Shape.KEPT)));
        variants.put(SHRINKING, over(records, () -> decide(batches, workload, Shape.SHRINKING)));
        variants.put(ONE_BY_ONE, () -> oneByOne.decide(records));
        variants.put(SHARED, over(records, () -> raw.sharedTrunk(fixedPasses)));
        variants.put(WHOLE, over(records, () -> raw.wholeNetwork(fixedPasses)));
        return variants;
    }

    private static EngineLoop loop(DeepWorkload workload, ModelBackend model, DeepConfig config) {
        return new EngineLoop(model, workload.policy(), config, workload.escalations());
    }

    private static LongSupplier over(long records, Runnable run) {
        return () -> {
            run.run();
            return records;
        };
    }

    private static void decide(StaticBatches batches, DeepWorkload workload, Shape shape) {
        batches.decide(workload.escalations(), shape, decision -> {});
    }

    private static List<Decision> judge(DeepWorkload workload, DeepConfig config) {
        return DeepEngine.judgeAll(
                workload.model(), workload.policy(), config, workload.escalations());
    }
}
