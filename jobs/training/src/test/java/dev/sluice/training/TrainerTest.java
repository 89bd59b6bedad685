// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.deep.StrategyKind;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.BudgetConfig;
import dev.sluice.decisioning.gate.ComputeBudget;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GatePolicy;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.metric.RankingMetrics;
import dev.sluice.inference.Device;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelBackend;
import dev.sluice.stream.model.ModelStore;
import dev.sluice.training.ProgressListener.Stage;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TrainerTest {

    private static final long SEED = 11;
    private static final int DAYS = 4;
    private static final int ROWS_PER_DAY = 1500;

    private static final TrainingConfig CONFIG =
            TrainingConfig.of(Synthetic.START, Synthetic.START.plus(Duration.ofDays(DAYS)), SEED)
                    .withDeepMembers(2);

    @TempDir static Path folder;

    private static final List<Double> PROGRESS = Collections.synchronizedList(new ArrayList<>());
    private static final List<Stage> STAGES = Collections.synchronizedList(new ArrayList<>());
    private static final TrainingData TEST = Synthetic.rows(2, 3000, 99);

    private static TrainingReport report;
    private static ModelStore store;

    @BeforeAll
    static void train() throws Exception {
        report =
                Trainer.train(
                        Synthetic.rows(DAYS, ROWS_PER_DAY, 1),
                        CONFIG,
                        folder.resolve("models"),
                        (stage, fraction) -> {
                            STAGES.add(stage);
                            if (stage == Stage.NETWORKS) {
                                PROGRESS.add(fraction);
                            }
                        });
        store = ModelStore.at(folder.resolve("models").toString(), "djl-tensorflow");
    }

    @Test
    void givesEqualFilesForEqualSeeds() throws Exception {
        Trainer.train(
                Synthetic.rows(DAYS, ROWS_PER_DAY, 1),
                CONFIG,
                folder.resolve("again"),
                ProgressListener.NONE);

        assertThat(contents(folder.resolve("again"))).isEqualTo(contents(folder.resolve("models")));
    }

    @Test
    void ranksRowsThatItHasNotSeen() throws Exception {
        try (ModelBackend model = open(ModelStore.FIRST_PASS)) {
            double[] scores = Scorer.firstPass(model, TEST).probability();

            // Three of ten bad rows show in the features, which makes 0.65 of a perfect ranking.
            assertThat(RankingMetrics.auc(scores, TEST.bad())).isGreaterThan(0.6);
            assertThat(Arrays.stream(scores)).allMatch(score -> score >= 0 && score <= 1);
        }
    }

    @Test
    void deepSeesWhatOnlyTheHistoryShows() throws Exception {
        try (ModelBackend first = open(ModelStore.FIRST_PASS);
                ModelBackend deep = open(ModelStore.DEEP)) {
            double[] cheap = Scorer.firstPass(first, TEST).probability();
            double[] thorough = Scorer.deep(deep, TEST, StrategyKind.MONTE_CARLO, 8, SEED);

            assertThat(RankingMetrics.averagePrecision(thorough, TEST.bad()))
                    .isGreaterThan(RankingMetrics.averagePrecision(cheap, TEST.bad()) + 0.1);
        }
    }

    @Test
    void passesDifferByTheirMaskAndOnlyByIt() throws Exception {
        try (ModelBackend deep = open(ModelStore.DEEP)) {
            double[] few = monteCarlo(deep, 1);

            assertThat(monteCarlo(deep, 1)).isEqualTo(few);
            assertThat(monteCarlo(deep, 2)).isNotEqualTo(few);
        }
    }

    @Test
    void saysHowManyColumnsAMaskKeeps() throws Exception {
        Manifest manifest = store.manifest(ModelStore.DEEP);

        assertThat(manifest.training().metrics()).containsEntry("keep-rate", 0.8);
        assertThat(manifest.signature("pass").input("mask").width())
                .isEqualTo(manifest.signature("encode").output("state").width());
    }

    @Test
    void noveltyIsTheShareOfTrainingRowsThatLookedLessUnusual() throws Exception {
        TrainingData training =
                Synthetic.rows(DAYS, ROWS_PER_DAY, 1)
                        .between(
                                Synthetic.START.toEpochMilli(),
                                Synthetic.START.plus(Duration.ofDays(DAYS - 1)).toEpochMilli());
        try (ModelBackend model = open(ModelStore.FIRST_PASS)) {
            double[] novelty = Scorer.firstPass(model, training).novelty();

            for (double level : new double[] {0.25, 0.5, 0.9, 0.99}) {
                long above = Arrays.stream(novelty).filter(value -> value > level).count();
                assertThat((double) above / novelty.length)
                        .as("share above %s", level)
                        .isCloseTo(1 - level, within(0.005));
            }
        }
    }

    @Test
    void aRowUnlikeAllOthersIsNovel() throws Exception {
        float[] odd = {1e6f, -40, 7, 5, 20, 0, 0.5f, 5};
        try (ModelBackend model = open(ModelStore.FIRST_PASS)) {
            float[] novelty =
                    model.run("serving_default", 2, Map.of("features", odd)).get("novelty");

            assertThat(novelty[0]).isEqualTo(1);
            assertThat(novelty[1]).isLessThan(0.99f);
        }
    }

    @Test
    void answersFinitelyWhateverTheFeatures() throws Exception {
        float[] extreme = {
            Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, 0, -1, 1e30f, -1e30f, 1e-30f
        };
        try (ModelBackend model = open(ModelStore.FIRST_PASS)) {
            Map<String, float[]> outputs =
                    model.run("serving_default", 2, Map.of("features", extreme));

            assertThat(outputs.get("probability")[0]).isBetween(0f, 1f);
            assertThat(outputs.get("probability")[1]).isBetween(0f, 1f);
            assertThat(outputs.get("novelty")[0]).isBetween(0f, 1f);
        }
    }

    @Test
    void answersForARecordWithoutHistory() throws Exception {
        try (ModelBackend deep = open(ModelStore.DEEP)) {
            float[] state =
                    deep.run(
                                    "encode",
                                    1,
                                    Map.of("features", new float[4], "context", new float[12]))
                            .get("state");

            for (float value : state) {
                assertThat(value).isFinite();
            }
        }
    }

    @Test
    void theGateSpendsTheBudgetOnTheHeldOutRowsThatItWasMadeFor() throws Exception {
        TrainingData heldOut = heldOut();
        Policy policy = store.policy();
        Scorer.FirstPassScores scores;
        try (ModelBackend model = open(ModelStore.FIRST_PASS)) {
            scores = Scorer.firstPass(model, heldOut);
        }
        GatePolicy gate = new GatePolicy(policy, new ComputeBudget(policy.gate().budget(), 1));
        int escalated = 0;
        for (int i = 0; i < heldOut.rows(); i++) {
            ScoredEvent scored =
                    new ScoredEvent(
                            new FeaturizedEvent("" + i, "e", 0, 0, new float[0], new float[0]),
                            (float) scores.probability()[i],
                            policy.firstPass().apply(scores.probability()[i]),
                            (float) scores.novelty()[i],
                            "",
                            0,
                            0,
                            "",
                            "");
            escalated += gate.judge(scored, GateMode.ON, 0).escalated() ? 1 : 0;
        }

        assertThat((double) escalated / heldOut.rows()).isBetween(0.04, 0.05);
        assertThat(policy.gate().budget()).isEqualTo(BudgetConfig.ofEvents(0.05));
        assertThat(policy.useCase()).isEqualTo("toy");
    }

    @Test
    void calibratedProbabilitiesMeetTheRateOfUnseenRows() throws Exception {
        Policy policy = store.policy();
        try (ModelBackend model = open(ModelStore.DEEP)) {
            double mean =
                    Arrays.stream(Scorer.deep(model, TEST, StrategyKind.MONTE_CARLO, 8, SEED))
                            .map(policy.deep("monte-carlo")::apply)
                            .average()
                            .orElseThrow();

            assertThat(mean).isCloseTo((double) TEST.badRows() / TEST.rows(), within(0.02));
        }
    }

    @Test
    void manifestsSayWhereTheModelsComeFrom() throws Exception {
        Manifest first = store.manifest(ModelStore.FIRST_PASS);
        Manifest deep = store.manifest(ModelStore.DEEP);

        assertThat(first.version()).isEqualTo(report.firstPassVersion());
        assertThat(first.version()).matches("toy-first-pass-[0-9a-f]{12}");
        assertThat(deep.version()).matches("toy-deep-[0-9a-f]{12}");
        assertThat(report.policyVersion()).matches("toy-policy-[0-9a-f]{12}");
        assertThat(first.inputs()).isEqualTo(Synthetic.INPUTS);
        assertThat(first.training().from()).isEqualTo(CONFIG.from());
        assertThat(first.training().rows()).isEqualTo((DAYS - 1) * ROWS_PER_DAY);
        assertThat(first.training().metrics())
                .containsEntry("held-out-rows", (double) ROWS_PER_DAY)
                .containsKeys("held-out-auc", "held-out-ap");
    }

    @Test
    void treesHaveSeenTheHeldOutRowsThatTheFiguresAreOf() throws Exception {
        TrainingData heldOut = heldOut();
        double seen;
        try (ModelBackend model = open(ModelStore.FIRST_PASS)) {
            seen =
                    RankingMetrics.averagePrecision(
                            Scorer.firstPass(model, heldOut).probability(), heldOut.bad());
        }

        assertThat(seen).isGreaterThan(report.firstPass().get("held-out-ap") + 0.02);
        assertThat(report.firstPass()).containsEntry("boosted-rows", DAYS * 1.0 * ROWS_PER_DAY);
        assertThat(store.manifest(ModelStore.DEEP).training().metrics())
                .containsEntry("boosted-rows", DAYS * 1.0 * ROWS_PER_DAY);
    }

    @Test
    void progressRisesToTheEnd() {
        assertThat(PROGRESS).isSorted().hasSizeGreaterThan(50);
        assertThat(PROGRESS.get(PROGRESS.size() - 1)).isCloseTo(1, within(1e-6));
        assertThat(STAGES.get(STAGES.size() - 1)).isEqualTo(Stage.CALIBRATION);
    }

    @Test
    void leavesNothingBesideTheModels() throws Exception {
        assertThat(folder.resolve("models"))
                .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("."));
        try (Stream<Path> siblings = Files.list(folder)) {
            assertThat(siblings.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith(".models"));
        }
    }

    private static TrainingData heldOut() {
        return Synthetic.rows(DAYS, ROWS_PER_DAY, 1)
                .between(
                        Synthetic.START.plus(Duration.ofDays(DAYS - 1)).toEpochMilli(),
                        Long.MAX_VALUE);
    }

    private static double[] monteCarlo(ModelBackend deep, long seed) {
        return Scorer.deep(deep, TEST, StrategyKind.MONTE_CARLO, 2, seed);
    }

    private static ModelBackend open(String name) throws Exception {
        return store.open(name, Device.Kind.CPU, TrainerTest.class.getClassLoader());
    }

    private static Map<String, String> contents(Path folder) throws Exception {
        Map<String, String> contents = new TreeMap<>(ModelStore.hashes(folder));
        for (String name : List.of(ModelStore.FIRST_PASS, ModelStore.DEEP)) {
            contents.put(
                    name + "/" + Manifest.FILE,
                    Files.readString(folder.resolve(name).resolve(Manifest.FILE)));
        }
        return contents;
    }
}
