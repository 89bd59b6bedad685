// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.isolation;

import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.inference.Device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class IsolationResultTest {

    private static final long DEADLINE = 1000;

    @Test
    void theTopOfTheFileIsTheWorstOfTheBrokenVariants() {
        JsonNode json = json(new byte[] {1, 1});

        // 'instant' is slower and later than any: it is there for comparison
        assertThat(json.get("first_pass_rate_ratio").asDouble()).isCloseTo(0.8, within(1e-9));
        assertThat(json.get("first_pass_rate_ratio_to_instant").asDouble())
                .isCloseTo(1.6, within(1e-9));
        assertThat(json.get("deadline_overrun_max").asDouble()).isCloseTo(0.2, within(1e-9));
        assertThat(json.get("reconciled").asBoolean()).isTrue();
    }

    @Test
    void everyVariantHasItsFigures() {
        JsonNode json = json(new byte[] {1, 1});

        assertThat(json.get("variants").fieldNames())
                .toIterable()
                .containsExactly("no-escalation", "instant", "slow", "throws", "nan", "hangs");
        JsonNode hangs = json.at("/variants/hangs");
        assertThat(hangs.get("first_pass_rate_ratio").asDouble()).isCloseTo(0.9, within(1e-9));
        assertThat(hangs.get("first_pass_rate_ratios")).hasSize(1);
        assertThat(hangs.get("events").asLong()).isEqualTo(hangs.get("decisions").asLong());
        assertThat(hangs.at("/fallbacks/DEADLINE").asLong()).isEqualTo(1);
        assertThat(hangs.at("/deadline_overrun/max").asDouble()).isCloseTo(0.1, within(1e-9));
        assertThat(hangs.get("stall_max_ms").asDouble()).isEqualTo(4);
        assertThat(json.at("/machine/cores").asInt()).isPositive();
        assertThat(json.at("/setup/slow_call_ms").asDouble()).isEqualTo(200);
    }

    @Test
    void oneLostEventShows() {
        assertThat(json(new byte[] {0, 1}).get("reconciled").asBoolean()).isFalse();
    }

    @Test
    void aRateIsComparedWithTheMeanOfItsNeighbours() {
        byte[] decided = {1, 1};
        List<RunResult> baselines =
                List.of(run(decided, 1000, 0), run(decided, 600, 0), run(decided, 500, 0));

        assertThat(new BracketedRun(run(decided, 400, 0), baselines.get(0), baselines.get(1)))
                .extracting(BracketedRun::rateRatio)
                .isEqualTo(0.5);
        assertThat(BracketedRun.ofEach(baselines))
                .extracting(BracketedRun::rateRatio)
                .containsExactly(0.8);
    }

    private static JsonNode json(byte[] decisions) {
        Map<Variant, RunResult> runs = new EnumMap<>(Variant.class);
        runs.put(Variant.NO_ESCALATION, run(decisions, 1000, 0));
        runs.put(Variant.INSTANT, run(decisions, 500, 1900));
        runs.put(Variant.SLOW, run(decisions, 800, 1100));
        runs.put(Variant.THROWS, run(decisions, 1000, 1200));
        runs.put(Variant.NAN, run(decisions, 1100, 0));
        runs.put(Variant.HANGS, run(decisions, 900, 1100));
        Map<Variant, VariantResult> results = new EnumMap<>(Variant.class);
        runs.forEach(
                (variant, run) ->
                        results.put(
                                variant,
                                VariantResult.of(
                                        bracketed(run, runs),
                                        bracketed(runs.get(Variant.INSTANT), runs))));
        return new ObjectMapper()
                .valueToTree(
                        IsolationResult.of(
                                MachineFacts.of(new Device(Device.Kind.CPU, "none")),
                                new IsolationResult.Setup(2, 1, 256, 250, 2, 200, 4, 3),
                                results));
    }

    private static List<BracketedRun> bracketed(RunResult run, Map<Variant, RunResult> runs) {
        RunResult baseline = runs.get(Variant.NO_ESCALATION);
        return List.of(new BracketedRun(run, baseline, baseline));
    }

    /** Event 0 was escalated and expired, event 1 was not. */
    private static RunResult run(byte[] decisions, long events, long time) {
        Slices.Marks marks = new Slices.Marks();
        marks.add(0, 0, 0);
        marks.add(1_000_000_000L, events, 1_000_000_000L);
        return new RunResult(
                RunCounts.of(
                        new byte[] {0, decisions[1]},
                        new byte[] {decisions[0], 0},
                        0,
                        Map.of(DecisionReason.DEADLINE, 1L)),
                marks.slices(),
                new long[] {time},
                new long[] {time},
                DEADLINE,
                4);
    }
}
