// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.deep;

import dev.sluice.cli.bench.EngineLoop;
import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.cli.bench.Samples;
import dev.sluice.cli.bench.deep.StaticBatches.Shape;
import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.DeepJudge;
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

    private static final long LONG_ENOUGH_NANOS = 400_000_000L;

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
     * @return records a second of each round, by variant
     */
    public static Map<String, double[]> throughput(
            DeepWorkload workload, int rounds, DoubleConsumer progress) {
        Map<String, LongSupplier> variants = variants(workload);
        Map<String, double[]> rates = new LinkedHashMap<>();
        variants.keySet().forEach(name -> rates.put(name, new double[rounds]));
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<String, LongSupplier> variant : variants.entrySet()) {
                double rate = rate(variant.getValue());
                if (round >= 0) {
                    rates.get(variant.getKey())[round] = rate;
                }
            }
            progress.accept((round + 2.0) / (rounds + 1));
        }
        return rates;
    }

    /**
     * The comparisons.
     *
     * @param passes passes over the records of each fold
     * @param rates speeds of each round, by variant
     * @param records records that the speeds were measured on
     * @param machine what it was measured on
     */
    public static DeepBenchReport report(
            List<PassFigures> passes,
            Map<String, double[]> rates,
            int records,
            MachineFacts machine) {
        PassFigures all = PassFigures.sum(passes);
        return new DeepBenchReport(
                all.ratio(),
                all.agreement(),
                ratio(rates, SHARED, WHOLE),
                ratio(rates, CONTINUOUS, STATIC),
                ratio(rates, CONTINUOUS, ONE_BY_ONE),
                ratio(rates, CONTINUOUS, RAW),
                ratio(rates, CONTINUOUS, SHRINKING),
                all.meanPasses(),
                all.records(),
                records,
                medians(rates),
                machine);
    }

    /** The median over the rounds: what slows a machine down for a while slows both sides. */
    private static double ratio(Map<String, double[]> rates, String of, String to) {
        double[] ratios = rates.get(of).clone();
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] /= rates.get(to)[round];
        }
        return Samples.median(ratios);
    }

    private static Map<String, Double> medians(Map<String, double[]> rates) {
        Map<String, Double> medians = new LinkedHashMap<>();
        rates.forEach((name, values) -> medians.put(name, Samples.median(values)));
        return medians;
    }

    /** Records a second of a variant, over as many runs as it takes to see more than a moment. */
    private static double rate(LongSupplier variant) {
        long start = System.nanoTime();
        long records = 0;
        long nanos = 0;
        while (nanos < LONG_ENOUGH_NANOS) {
            records += variant.getAsLong();
            nanos = System.nanoTime() - start;
        }
        return records * 1e9 / nanos;
    }

    /** Each runs once over all records, or about so many, and says how many they were. */
    private static Map<String, LongSupplier> variants(DeepWorkload workload) {
        int records = workload.escalations().size();
        int maxRows = Math.min(CONFIG.maxBatchRows(), workload.model().manifest().maxRows());
        int fixedPasses = CONFIG.thinking().maxPasses();
        RawModel raw = new RawModel(workload, maxRows);
        StaticBatches batches = new StaticBatches(workload, CONFIG, maxRows);
        RecordedCalls recorded = new RecordedCalls(workload.model());
        EngineLoop remembered = loop(workload, recorded, CONFIG);
        remembered.decide(records);
        recorded.calls().clear();
        long replayed = remembered.decide(records);
        EngineLoop continuous = loop(workload, workload.model(), CONFIG);
        EngineLoop oneByOne =
                new EngineLoop(
                        workload.model(), workload.policy(), CONFIG, workload.escalations(), 1);
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
        return DeepJudge.judgeAll(
                workload.model(), workload.policy(), config, workload.escalations());
    }
}
