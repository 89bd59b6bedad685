// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.micro;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.stream.decision.DecisionFormat;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** What writing one decision of the first pass takes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecisionBenchmark {

    private final DecisionFormat format = new DecisionFormat();
    private final Decision decision =
            new Decision(
                    "1000000000017",
                    0,
                    "4711",
                    1_577_836_800_000L,
                    new Decision.Verdict(0.0123, 0.01, 0.015, Outcome.CLEAR),
                    DecisionSource.FIRST_PASS,
                    DecisionReason.CONFIDENT,
                    new Decision.Appraisal(
                            "", 0.2, 0.31, 5_730, 1.7, 1, 0.0123, Outcome.CLEAR, 0.004),
                    Decision.Effort.NONE,
                    new Decision.Versions(
                            "first-pass-2020-02-28-1",
                            "",
                            "policy-2020-02-28-1",
                            20,
                            0,
                            0x5EED_0000_1234_5678L,
                            "cpu",
                            "tensorflow-2.16.1-linux-x86_64-0badcafe"),
                    new Decision.Timings(0, 812, 350, 0),
                    List.of());

    /** Writes the decision. */
    @Benchmark
    public byte[] encode() {
        return format.encode(decision);
    }
}
