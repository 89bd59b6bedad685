// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.inference.djl.NativesProgress;
import dev.sluice.inference.djl.TensorFlowEngine;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryPretrainingTest {

    private static final int MEMBERS = 2;
    private static final TrainingData ROWS = Synthetic.rows(2, 500, 1);
    private static final Histories HISTORIES = Histories.of(ROWS, 0, Long.MAX_VALUE, 800);
    private static final DeepNetwork NETWORK = DeepNetwork.fit(ROWS, MEMBERS);

    private static Map<String, float[]> encoder;
    private static Map<String, float[]> drawn;

    @BeforeAll
    static void train() throws Exception {
        TensorFlowEngine.start(NativesProgress.NONE);
        encoder = pretrain(1);
        drawn = trunk(Map.of(), 0);
    }

    @Test
    void equalSeedsGiveEqualWeightsAndOthersDoNot() {
        String kernel = "history/encoded/kernel";

        assertThat(bits(pretrain(1))).isEqualTo(bits(encoder));
        assertThat(pretrain(2).get(kernel)).isNotEqualTo(encoder.get(kernel));
    }

    @Test
    void leavesTheWeightsOfTheEncoderAndNothingElse() {
        assertThat(encoder.keySet())
                .isEqualTo(
                        drawn.keySet().stream()
                                .filter(name -> name.startsWith("history/"))
                                .collect(Collectors.toSet()));
    }

    @Test
    void theTrunkStartsFromThem() {
        String kernel = "history/element/kernel";

        assertThat(trunk(encoder, 0).get(kernel)).isNotEqualTo(drawn.get(kernel));
    }

    @Test
    void theAuxiliaryTaskTeachesTheTrunkAndLeavesNoHead() {
        Map<String, float[]> taught = trunk(Map.of(), 1);

        assertThat(taught.keySet()).isEqualTo(drawn.keySet());
        assertThat(taught.get("state-0/kernel")).isNotEqualTo(drawn.get("state-0/kernel"));
    }

    @Test
    void withoutAnyKnownCauseThereIsNoAuxiliaryTask() {
        assertThat(CauseTask.of(Synthetic.withoutCauses(1, 200, 1), 1).isOn()).isFalse();
        assertThat(CauseTask.of(ROWS, 1).isOn()).isTrue();
        assertThat(CauseTask.of(ROWS, 0).isOn()).isFalse();
    }

    @Test
    void historiesAreThinnedEvenly() {
        Histories some = Histories.of(ROWS, 0, Long.MAX_VALUE, 4);
        int width = ROWS.inputs().contextWidth();

        assertThat(some.rows()).isEqualTo(4);
        IntStream.range(0, 4)
                .forEach(
                        i ->
                                assertThat(
                                                Arrays.copyOfRange(
                                                        some.values(), i * width, (i + 1) * width))
                                        .isEqualTo(
                                                Arrays.copyOfRange(
                                                        ROWS.contexts(),
                                                        i * 250 * width,
                                                        (i * 250 + 1) * width)));
    }

    @Test
    void outsideOfTheRowsThereAreNoHistories() {
        assertThat(Histories.of(ROWS, 0, ROWS.timesMs()[0], 10).rows()).isZero();
        assertThat(Histories.of(Synthetic.withoutContext(1, 9, 1), 0, Long.MAX_VALUE, 10).rows())
                .isZero();
    }

    private static Map<String, float[]> pretrain(long seed) {
        return NETWORK.pretraining().train(HISTORIES, seed, share -> {});
    }

    private static Map<String, float[]> trunk(Map<String, float[]> first, double causeWeight) {
        return DeepTrunk.train(
                NETWORK,
                ROWS,
                first,
                CauseTask.of(ROWS, causeWeight),
                new float[ROWS.rows()],
                3,
                share -> {});
    }

    private static Map<String, Integer> bits(Map<String, float[]> weights) {
        Map<String, Integer> bits = new HashMap<>();
        weights.forEach((name, values) -> bits.put(name, Arrays.hashCode(values)));
        return bits;
    }
}
