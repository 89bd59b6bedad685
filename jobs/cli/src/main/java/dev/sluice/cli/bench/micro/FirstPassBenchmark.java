// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.micro;

import dev.sluice.inference.Device;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.model.ModelOptions;
import dev.sluice.stream.model.ModelStore;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** What the first-pass model takes for one batch, filled and read. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FirstPassBenchmark {

    /** System property with the folder of the models. */
    public static final String MODELS = "sluice.bench.models";

    private static final String SIGNATURE = "serving_default";
    private static final String FEATURES = "features";

    /** Rows of a batch; one that is larger than the model takes runs as several. */
    @Param({"64", "256", "1024"})
    public int rows;

    private ModelBackend model;
    private Map<String, float[]> inputs;

    /** Opens the model of the folder. */
    @Setup
    public void open() throws ModelLoadException {
        String folder = System.getProperty(MODELS, "");
        if (folder.isEmpty()) {
            throw new IllegalStateException(
                    MODELS + " is not set; expected a folder that 'sluice train' wrote");
        }
        model =
                ModelStore.at(folder, ModelOptions.ENGINE.defaultValue())
                        .open(
                                ModelStore.FIRST_PASS,
                                Device.Kind.CPU,
                                FirstPassBenchmark.class.getClassLoader());
        int width = model.manifest().signature(SIGNATURE).input(FEATURES).width();
        float[] features = new float[rows * width];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) random.nextGaussian();
        }
        inputs = Map.of(FEATURES, features);
    }

    /** Closes it. */
    @TearDown
    public void close() {
        model.close();
    }

    /** Scores a batch. */
    @Benchmark
    public Map<String, float[]> firstPass() {
        int most = model.manifest().maxRows();
        Map<String, float[]> outputs = Map.of();
        for (int left = rows; left > 0; left -= most) {
            outputs = model.run(SIGNATURE, Math.min(left, most), inputs);
        }
        return outputs;
    }
}
