// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.deep.StrategyKind;
import dev.sluice.decisioning.metric.RankingMetrics;
import dev.sluice.inference.Device;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.stream.model.ModelStore;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What the deep model exports for strategies that think longer, on rows it has not seen. */
class HeadsTest {

    private static final TrainingConfig CONFIG =
            TrainingConfig.of(Synthetic.START, Synthetic.START.plus(Duration.ofDays(4)), 3)
                    .withDeepMembers(2);
    private static final TrainingData TEST = Synthetic.rows(2, 1024, 99);
    private static final int WIDTH = 2 * DeepNetwork.STATE + 4 * TreeMembers.COLUMNS;
    private static final int F = 4;
    private static final int K = 3;

    @TempDir static Path folder;

    private static TrainingReport report;
    private static ModelStore store;
    private static ModelBackend deep;
    private static float[] states;

    @BeforeAll
    static void train() throws Exception {
        report =
                Trainer.train(
                        Synthetic.rows(4, 1500, 1),
                        CONFIG,
                        folder.resolve("models"),
                        ProgressListener.NONE);
        store = store("models");
        deep = open(store);
        states =
                call(
                        deep,
                        "encode",
                        Map.of("features", TEST.features(), "context", TEST.contexts()),
                        "state");
    }

    @AfterAll
    static void close() {
        deep.close();
    }

    @Test
    void offersWhatStrategiesAskFor() {
        Manifest manifest = deep.manifest();

        assertThat(manifest.signatures())
                .containsOnlyKeys(
                        "encode",
                        "pass",
                        "refine",
                        "verify",
                        "assess_steep",
                        "assess_jump",
                        "assess_verdict");
        assertThat(widths(manifest.signature("refine")))
                .isEqualTo("state 192, features 4 -> state 192, probability 1, halt 1");
        assertThat(widths(manifest.signature("verify")))
                .isEqualTo("state 192, candidate 3, mask 192 -> score 1");
        for (String question : new String[] {"steep", "jump", "verdict"}) {
            assertThat(widths(manifest.signature("assess_" + question)))
                    .isEqualTo(
                            "state 192, features 4, answers 4 -> answer 1, probability 1, evidence"
                                    + " 4");
        }
        assertThat(manifest.training().metrics())
                .containsEntry("refinements", (double) RefineHead.STEPS)
                .containsEntry("keep-rate", 0.8);
        assertThat(manifest.paddedSizes()).containsExactly(16, 32, 64, 96, 128, 160, 192, 224, 256);
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void everyStrategyIsCalibratedAndRanksRowsOnlyTheHistoryTellsApart() throws Exception {
        double[] cheap;
        try (ModelBackend first =
                store.open(ModelStore.FIRST_PASS, Device.Kind.CPU, getClass().getClassLoader())) {
            cheap = Scorer.firstPass(first, TEST).probability();
        }
        double bar = RankingMetrics.averagePrecision(cheap, TEST.bad()) + 0.1;
        double rate = (double) TEST.badRows() / TEST.rows();
        for (StrategyKind strategy : StrategyKind.values()) {
            double[] raw = Scorer.deep(deep, TEST, strategy, 8, 1);
            Calibration calibration = store.policy().deep(strategy.key());

            assertThat(RankingMetrics.averagePrecision(raw, TEST.bad()))
                    .as("average precision of %s", strategy.key())
                    .isGreaterThan(bar);
            assertThat(Arrays.stream(raw).map(calibration::apply).average().orElseThrow())
                    .as("mean of %s", strategy.key())
                    .isCloseTo(rate, within(0.03));
            assertThat(report.deep()).containsKey("held-out-ap-" + strategy.key());
        }
    }

    @Test
    void theTrueExplanationScoresAboveTheOthersOfItsKind() {
        float[][] scores = new float[K][];
        float[] mask = new float[TEST.rows() * WIDTH];
        Arrays.fill(mask, 1);
        for (int k = 0; k < K; k++) {
            float[] candidate = new float[TEST.rows() * K];
            for (int row = 0; row < TEST.rows(); row++) {
                candidate[row * K + k] = 1;
            }
            scores[k] =
                    call(
                            deep,
                            "verify",
                            Map.of("state", states, "candidate", candidate, "mask", mask),
                            "score");
        }
        int[] rows = new int[K];
        int[] hits = new int[K];
        for (int row = 0; row < TEST.rows(); row++) {
            int cause = TEST.causes()[row];
            if (cause == 0) {
                rows[0]++;
                hits[0] += scores[0][row] > Math.max(scores[1][row], scores[2][row]) ? 1 : 0;
            } else if (cause > 0) {
                rows[cause]++;
                hits[cause] += scores[cause][row] > scores[K - cause][row] ? 1 : 0;
            }
        }

        for (int k = 0; k < K; k++) {
            assertThat((double) hits[k] / rows[k])
                    .as("hits of explanation %d", k)
                    .isGreaterThan(0.85);
        }
    }

    @Test
    void answersTellCausesApart() {
        float[] answers = new float[TEST.rows() * 2 * (K - 1)];
        String[] questions = {"steep", "jump"};
        for (int k = 1; k < K; k++) {
            float[] answer = ask(questions[k - 1], TEST.features(), answers, "answer");
            for (int row = 0; row < TEST.rows(); row++) {
                answers[row * 4 + 2 * (k - 1)] = 1;
                answers[row * 4 + 2 * (k - 1) + 1] = answer[row];
            }
            boolean[] truth = new boolean[TEST.rows()];
            for (int row = 0; row < truth.length; row++) {
                truth[row] = TEST.causes()[row] == k;
            }
            assertThat(RankingMetrics.averagePrecision(doubles(answer), truth))
                    .as("average precision of %s", questions[k - 1])
                    .isGreaterThan(0.6);
        }
        float[] verdict = ask("verdict", TEST.features(), answers, "answer");

        assertThat(ask("verdict", TEST.features(), answers, "probability")).isEqualTo(verdict);
        assertThat(RankingMetrics.auc(doubles(verdict), TEST.bad())).isGreaterThan(0.85);
        // what was answered before is read, not ignored
        assertThat(ask("verdict", TEST.features(), new float[answers.length], "answer"))
                .isNotEqualTo(verdict);
    }

    @Test
    void theLogOddsOfAnAnswerMoveByExactlyTheEvidence() {
        float[] answers = new float[TEST.rows() * 2 * (K - 1)];
        float[] moved = TEST.features().clone();
        for (int row = 0; row < TEST.rows(); row++) {
            moved[row * F] = 400 - moved[row * F] / 2;
        }
        float[] answer = ask("steep", TEST.features(), answers, "answer");
        float[] evidence = ask("steep", TEST.features(), answers, "evidence");
        float[] answerAfter = ask("steep", moved, answers, "answer");
        float[] evidenceAfter = ask("steep", moved, answers, "evidence");

        double most = 0;
        int compared = 0;
        for (int row = 0; row < TEST.rows(); row++) {
            if (isRounded(answer[row]) || isRounded(answerAfter[row])) {
                continue;
            }
            compared++;
            double added = evidenceAfter[row * F] - evidence[row * F];
            most = Math.max(most, Math.abs(added));
            assertThat(Calibration.logit(answerAfter[row]) - Calibration.logit(answer[row]))
                    .as("row %d", row)
                    .isCloseTo(added, within(2e-3));
            for (int f = 1; f < F; f++) {
                assertThat(evidenceAfter[row * F + f]).isEqualTo(evidence[row * F + f]);
            }
        }
        assertThat(compared).isGreaterThan(100);
        assertThat(most).isGreaterThan(0.5);
    }

    /** Whether a float is too close to an end to tell log-odds by. */
    private static boolean isRounded(float probability) {
        return probability < 1e-6f || probability > 1 - 1e-3f;
    }

    @Test
    void refinementHaltsWithinItsStepsAndDoesNotGetWorse() {
        float[] state = states;
        double[] left = new double[TEST.rows()];
        double[] answer = new double[TEST.rows()];
        double[] first = new double[0];
        Arrays.fill(left, 1);
        for (int step = 0; step < RefineHead.STEPS; step++) {
            Map<String, float[]> inputs = Map.of("state", state, "features", TEST.features());
            float[] probability = call(deep, "refine", inputs, "probability");
            float[] halt = call(deep, "refine", inputs, "halt");
            state = call(deep, "refine", inputs, "state");
            for (int row = 0; row < left.length; row++) {
                assertThat(halt[row]).isBetween(0.001f, 0.999f);
                answer[row] += left[row] * halt[row] * probability[row];
                left[row] *= 1 - halt[row];
            }
            first = step == 0 ? doubles(probability) : first;
        }

        assertThat(state).isNotEqualTo(states);
        assertThat(Arrays.stream(left).average().orElseThrow()).isLessThan(0.05);
        assertThat(RankingMetrics.averagePrecision(answer, TEST.bad()))
                .isGreaterThan(RankingMetrics.averagePrecision(first, TEST.bad()) - 0.01);
    }

    @Test
    void withoutCausesOnlyWhatNeedsNoneIsTrainedAndTheTrunkIsTheSame() throws Exception {
        TrainingReport without =
                Trainer.train(
                        Synthetic.withoutCauses(4, 1500, 1),
                        CONFIG,
                        folder.resolve("without"),
                        ProgressListener.NONE);

        assertThat(without.notes())
                .singleElement()
                .asString()
                .contains("best-of-n or steps", "none has a known cause", "'toy'");
        assertThat(store("without").policy().deep()).containsOnlyKeys("monte-carlo", "refine");
        try (ModelBackend other = open(store("without"))) {
            assertThat(other.manifest().signatures()).containsOnlyKeys("encode", "pass", "refine");
            assertThat(
                            call(
                                    other,
                                    "encode",
                                    Map.of("features", TEST.features(), "context", TEST.contexts()),
                                    "state"))
                    .isEqualTo(states);
        }
    }

    private static float[] ask(String question, float[] features, float[] answers, String output) {
        return call(
                deep,
                "assess_" + question,
                Map.of("state", states, "features", features, "answers", answers),
                output);
    }

    /** Runs all test rows, a full batch at a time. */
    private static float[] call(
            ModelBackend model, String signature, Map<String, float[]> inputs, String output) {
        SignatureSpec spec = model.manifest().signature(signature);
        int width = spec.output(output).width();
        float[] all = new float[TEST.rows() * width];
        int most = model.manifest().maxRows();
        for (int from = 0; from < TEST.rows(); from += most) {
            int first = from;
            Map<String, float[]> batch = new HashMap<>();
            inputs.forEach(
                    (name, values) -> {
                        int columns = spec.input(name).width();
                        batch.put(
                                name,
                                Arrays.copyOfRange(
                                        values, first * columns, (first + most) * columns));
                    });
            float[] part = model.run(signature, most, batch).get(output);
            System.arraycopy(part, 0, all, from * width, most * width);
        }
        return all;
    }

    private static String widths(SignatureSpec spec) {
        return String.join(
                        ", ", spec.inputs().stream().map(t -> t.name() + " " + t.width()).toList())
                + " -> "
                + String.join(
                        ", ",
                        spec.outputs().stream().map(t -> t.name() + " " + t.width()).toList());
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }

    private static ModelStore store(String name) throws Exception {
        return ModelStore.at(folder.resolve(name).toString(), "djl-tensorflow");
    }

    private static ModelBackend open(ModelStore store) throws Exception {
        return store.open(ModelStore.DEEP, Device.Kind.CPU, HeadsTest.class.getClassLoader());
    }
}
