// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.micro;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.AuditSampling;
import dev.sluice.decisioning.gate.BudgetConfig;
import dev.sluice.decisioning.gate.ChanceModel;
import dev.sluice.decisioning.gate.ComputeBudget;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.GateDecisions;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GateObjective;
import dev.sluice.decisioning.gate.GatePolicy;
import dev.sluice.decisioning.gate.GateVerdict;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.gate.PromiseConfig;
import dev.sluice.fraud.FraudCosts;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * What the gate takes for one record: the verdict alone, and with the decision that a record which
 * is not escalated ends in.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GateBenchmark {

    /** More records than a cache of branches remembers. */
    private static final int RECORDS = 1 << 14;

    private static final int FEATURES = 15;
    private static final double PRICE = 20;

    private ScoredEvent[] records;
    private Policy policy;
    private GatePolicy gate;
    private int next;

    /**
     * Records whose log-odds are spread as those of a fraud model; one in a few hundred audited.
     */
    @Setup
    public void records() {
        policy =
                Policy.of(
                        "policy-1",
                        "fraud",
                        FraudCosts.DEFAULT,
                        Calibration.IDENTITY,
                        Map.of("monte-carlo", Calibration.IDENTITY),
                        new GateConfig(
                                GateObjective.COST,
                                ChanceModel.PRIOR,
                                PRICE,
                                0.999,
                                BudgetConfig.ofEvents(0.05),
                                new PromiseConfig(0.002, 0.9, new AuditSampling(0.001, 0.01))));
        gate = new GatePolicy(policy, new ComputeBudget(policy.gate().budget(), 1));
        SplittableRandom random = new SplittableRandom(1);
        records = new ScoredEvent[RECORDS];
        for (int i = 0; i < RECORDS; i++) {
            double probability = Calibration.sigmoid(-5 + 2 * random.nextGaussian());
            float[] features = new float[FEATURES];
            for (int f = 0; f < FEATURES; f++) {
                features[f] = (float) random.nextGaussian();
            }
            records[i] =
                    new ScoredEvent(
                            new FeaturizedEvent(
                                    "tx-" + random.nextInt(Integer.MAX_VALUE),
                                    "customer-" + random.nextInt(5_000),
                                    i,
                                    random.nextInt(20_000),
                                    features,
                                    new float[0]),
                            (float) probability,
                            probability,
                            random.nextFloat(),
                            "first-pass-1",
                            100,
                            50,
                            "cpu",
                            "2.16.1");
        }
    }

    /** The verdict on the next record. */
    @Benchmark
    public GateVerdict verdict() {
        return gate.judge(records[next++ & (RECORDS - 1)], GateMode.ON, 0);
    }

    /** The verdict on the next record, and the decision if it is not escalated. */
    @Benchmark
    public Object decision() {
        ScoredEvent record = records[next++ & (RECORDS - 1)];
        GateVerdict verdict = gate.judge(record, GateMode.ON, 0);
        return verdict.escalated() ? verdict : GateDecisions.firstPass(record, verdict, policy);
    }
}
