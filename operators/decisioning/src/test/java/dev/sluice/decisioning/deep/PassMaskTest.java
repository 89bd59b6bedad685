// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.TestRecords;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.GateDecisions;
import dev.sluice.decisioning.gate.GateVerdict;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PassMaskTest {

    @Test
    void keepsTheShareAndTheMean() {
        double keep = 0.8;
        PassMask mask = new PassMask(1000, keep);
        float[] row = new float[1000];
        int kept = 0;
        double sum = 0;
        for (int pass = 0; pass < 100; pass++) {
            mask.write(5, pass, row, 0);
            for (float value : row) {
                assertThat(value == 0 || value == (float) (1 / keep)).isTrue();
                kept += value > 0 ? 1 : 0;
                sum += value;
            }
        }

        // 100,000 draws: five standard deviations are 0.0063
        assertThat(kept / 100_000.0).isCloseTo(keep, within(0.0064));
        assertThat(sum / 100_000).isCloseTo(1, within(0.008));
    }

    @Test
    void keepsAllAtOne() {
        float[] row = new float[64];
        new PassMask(64, 1).write(5, 3, row, 0);

        assertThat(row).containsOnly(1f);
    }

    @Test
    void writesTheRowItIsAskedForAndNoOther() {
        float[] rows = new float[30];
        Arrays.fill(rows, -1);
        new PassMask(10, 0.5).write(5, 3, rows, 1);
        float[] alone = new float[10];
        new PassMask(10, 0.5).write(5, 3, alone, 0);

        assertThat(Arrays.copyOfRange(rows, 10, 20)).isEqualTo(alone);
        assertThat(Arrays.copyOfRange(rows, 0, 10)).containsOnly(-1f);
        assertThat(Arrays.copyOfRange(rows, 20, 30)).containsOnly(-1f);
    }

    @Test
    void isAnotherForEachPassEventAndModel() {
        float[] first = mask(PassSeed.of("event-1", "model-1"), 0);

        assertThat(mask(PassSeed.of("event-1", "model-1"), 0)).isEqualTo(first);
        assertThat(mask(PassSeed.of("event-1", "model-1"), 1)).isNotEqualTo(first);
        assertThat(mask(PassSeed.of("event-2", "model-1"), 0)).isNotEqualTo(first);
        assertThat(mask(PassSeed.of("event-1", "model-2"), 0)).isNotEqualTo(first);
        assertThat(PassSeed.of("ab", "c")).isNotEqualTo(PassSeed.of("a", "bc"));
    }

    @Test
    void takesTheSeedOfEventAndLoadedModelUnlessTheEscalationHasItsOwnForIt() {
        ScoredEvent scored = TestRecords.scored("event-1", 0.1, 0.2);
        GateVerdict verdict =
                new GateVerdict(DecisionReason.UNCERTAIN, Outcome.CLEAR, 1, 1, 1, 0, 1);
        Escalation own =
                GateDecisions.escalation(scored, verdict, TestRecords.POLICY, 42, "model-1", 0);
        Escalation without =
                GateDecisions.escalation(
                        scored,
                        verdict,
                        TestRecords.POLICY,
                        Escalation.SEED_OF_THE_EVENT,
                        "model-1",
                        0);

        assertThat(PassSeed.forModel(own, "model-1")).isEqualTo(42);
        assertThat(PassSeed.forModel(own, "model-2")).isEqualTo(PassSeed.of("event-1", "model-2"));
        assertThat(PassSeed.forModel(without, "model-1"))
                .isEqualTo(PassSeed.of("event-1", "model-1"));
    }

    @Test
    void drawsTheSameNumbersForEver() {
        // a change here makes every deep decision of the past irreproducible
        assertThat(PassSeed.of("event-1", "model-1")).isEqualTo(-1003088320190662868L);
        assertThat(PassSeed.at(PassSeed.ofPass(1, 2), 3)).isEqualTo(-4879597420246184021L);
        float[] row = new float[10];
        new PassMask(10, 0.5).write(1, 2, row, 0);
        assertThat(row).containsExactly(2, 0, 0, 2, 2, 2, 2, 2, 0, 2);
    }

    @Test
    void refusesAKeepRateThatIsNone() {
        assertThatThrownBy(() -> new PassMask(8, 0)).hasMessageContaining("keep-rate is 0.0");
        assertThatThrownBy(() -> new PassMask(8, 1.2)).hasMessageContaining("keep-rate is 1.2");
    }

    private static float[] mask(long seed, int pass) {
        float[] row = new float[256];
        new PassMask(256, 0.8).write(seed, pass, row, 0);
        return row;
    }
}
