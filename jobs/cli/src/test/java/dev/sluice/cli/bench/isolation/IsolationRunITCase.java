// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.isolation;

import dev.sluice.cli.bench.BenchRecords;
import dev.sluice.cli.bench.FakeModels;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.stream.model.CascadeModels;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** The real stages, whatever becomes of the deep model: each event is decided once. */
@Timeout(120)
class IsolationRunITCase {

    private static final int EVENTS = 2000;
    private static final IsolationConfig CONFIG = IsolationConfig.defaults();

    @TempDir Path scratch;

    @Test
    void withoutEscalationTheFirstPassDecidesEverything() throws Exception {
        RunResult result = run(Variant.NO_ESCALATION);

        assertThat(result.counts().reconciled()).isTrue();
        assertThat(result.counts().firstPass()).isEqualTo(EVENTS);
        assertThat(result.times()).isEmpty();
        assertThat(result.slices().counted()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"THROWS", "HANGS"})
    void aBrokenModelLosesNothing(Variant variant) throws Exception {
        RunResult result = run(variant);

        RunCounts counts = result.counts();
        assertThat(counts.reconciled()).isTrue();
        assertThat(counts.firstPass() + counts.escalated()).isEqualTo(EVENTS);
        assertThat(counts.escalated()).isEqualTo((long) (EVENTS * IsolationConfig.SHARE));
        assertThat(counts.deep()).isZero();
        assertThat(counts.fallbacks().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(counts.escalated());
        assertThat(result.times()).hasSize((int) counts.escalated());
        assertThat(result.expiredTimes())
                .hasSize(counts.fallbacks().getOrDefault(DecisionReason.DEADLINE, 0L).intValue());
    }

    private RunResult run(Variant variant) throws Exception {
        CascadeModels models = FakeModels.models();
        CascadeModels gated = models.withPolicy(models.policy().withGate(CONFIG.gate()));
        try (IsolationRun runner =
                new IsolationRun(
                        gated, CONFIG, BenchRecords.events(FakeModels.table(100)), scratch)) {
            return runner.run(variant, EVENTS, Duration.ofMillis(1));
        }
    }
}
