// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.inference.Device;
import dev.sluice.inference.djl.TensorFlowEngine;

import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class TreesTest {

    private static final int ROWS = 3_000;
    private static final int WIDTH = 5;
    private static final long SEED = 11;
    private static final TreeBoosting BOOSTING = new TreeBoosting(24, 4, 0.2, 0.7, 0.8);

    @BeforeAll
    static void startTensorFlow() throws Exception {
        TensorFlowEngine.start((done, total) -> {});
    }

    @Test
    void theGraphSaysOfEachPartWhatTheTreesSay() {
        float[] rows = rows();
        TreeEnsemble trees = BOOSTING.fit(rows, labels(rows), -2, SEED);

        float[] expected = trees.margins(rows, WIDTH, 0, ROWS, 8);
        float[] actual =
                run(rows, (tf, x) -> new TreeGraph(tf, List.of(trees), x).margins(trees, 8));

        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
        }
    }

    @Test
    void ensemblesThatShareQuestionsKeepTheirOwnLeaves() {
        float[] rows = rows();
        TreeEnsemble one = BOOSTING.fit(rows, labels(rows), -2, SEED);
        TreeEnsemble other = BOOSTING.fit(rows, labels(rows), -1, SEED + 1);

        float[] expected = other.margins(rows, WIDTH, 0, ROWS, 8);
        float[] actual =
                run(rows, (tf, x) -> new TreeGraph(tf, List.of(one, other), x).margins(other, 8));

        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
        }
    }

    @Test
    void theTotalIsWhatTheLibraryPredicts() throws Exception {
        float[] rows = rows();
        float[] labels = labels(rows);
        TreeEnsemble trees = BOOSTING.fit(rows, labels, -2, SEED);
        DMatrix data = new DMatrix(rows, ROWS, WIDTH, Float.NaN);
        data.setLabel(labels);
        Map<String, Object> parameters =
                Map.ofEntries(
                        Map.entry("objective", "binary:logistic"),
                        Map.entry("base_score", 1 / (1 + Math.exp(2))),
                        Map.entry("tree_method", "hist"),
                        Map.entry("max_depth", 4),
                        Map.entry("eta", 0.2),
                        Map.entry("subsample", 0.7),
                        Map.entry("colsample_bytree", 0.8),
                        Map.entry("lambda", 2),
                        Map.entry("nthread", 1),
                        Map.entry("seed", (int) SEED),
                        Map.entry("verbosity", 0));
        float[][] expected =
                XGBoost.train(data, parameters, 24, Map.of(), null, null).predict(data, true);

        float[] actual = run(rows, (tf, x) -> new TreeGraph(tf, List.of(trees), x).total(trees));

        for (int row = 0; row < ROWS; row++) {
            assertThat(actual[row] - 2).isCloseTo(expected[row][0], within(1e-4f));
        }
    }

    @Test
    void equalSeedsGiveEqualTreesAndOthersOthers() {
        float[] rows = rows();
        float[] labels = labels(rows);

        TreeEnsemble trees = BOOSTING.fit(rows, labels, -2, SEED);

        assertThat(BOOSTING.fit(rows, labels, -2, SEED)).isEqualTo(trees);
        assertThat(BOOSTING.fit(rows, labels, -2, SEED + 1)).isNotEqualTo(trees);
    }

    @Test
    void aShallowTreeIsCompletedWithoutChangingWhatItSays() {
        TreeEnsemble.Node stump =
                new TreeEnsemble.Split(
                        1, 0.5f, new TreeEnsemble.Leaf(-1), new TreeEnsemble.Leaf(3));
        TreeEnsemble trees = TreeEnsemble.of(3, List.of(stump, new TreeEnsemble.Leaf(7)));
        float[] rows = {9, 0.4f, 9, 0.5f, -9, Float.MAX_VALUE};

        assertThat(trees.margins(rows, 2, 0, 3, 1)).containsExactly(6, 10, 10);
        assertThat(trees.margins(rows, 2, 0, 3, 2)).containsExactly(-1, 7, 3, 7, 3, 7);
    }

    @Test
    void aTreeThatIsTooDeepIsRefused() {
        TreeEnsemble.Node stump =
                new TreeEnsemble.Split(0, 0, new TreeEnsemble.Leaf(0), new TreeEnsemble.Leaf(1));

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                TreeEnsemble.of(
                                        1, List.of(new TreeEnsemble.Split(0, 0, stump, stump))))
                .withMessageContaining("deeper than 1");
    }

    @FunctionalInterface
    private interface Graphed {
        Operand<TFloat32> build(Ops tf, Operand<TFloat32> x);
    }

    private static float[] run(float[] rows, Graphed graphed) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> x = Layers.placeholder(tf, WIDTH);
            Operand<TFloat32> result = graphed.build(tf, x);
            try (Session session =
                            new Session(graph, TensorFlowEngine.sessionConfig(Device.Kind.CPU));
                    TFloat32 tensor =
                            TFloat32.tensorOf(Shape.of(ROWS, WIDTH), DataBuffers.of(rows));
                    var outputs = session.runner().feed(x, tensor).fetch(result).run()) {
                TFloat32 values = (TFloat32) outputs.get(0);
                float[] read = new float[(int) values.size()];
                values.asRawTensor().data().asFloats().read(read);
                return read;
            }
        }
    }

    private static float[] rows() {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] rows = new float[ROWS * WIDTH];
        for (int i = 0; i < rows.length; i++) {
            // some values repeat, as counts do
            rows[i] = i % WIDTH == 0 ? random.nextInt(4) : (float) random.nextGaussian();
        }
        return rows;
    }

    private static float[] labels(float[] rows) {
        float[] labels = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            boolean bad = rows[row * WIDTH] == 3 && rows[row * WIDTH + 1] > 0.3f;
            labels[row] = bad || rows[row * WIDTH + 2] > 2 ? 1 : 0;
        }
        return labels;
    }
}
