// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.InferenceException;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.Batchifier;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import org.tensorflow.proto.ConfigProto;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;

/**
 * Scores one record a call with DJL's {@code Predictor}, as its examples do: what benches compare
 * the cascade with. No backend: a result differs in the last bits from that of a padded batch.
 *
 * <p>Loads the model for itself. Not thread-safe.
 */
public final class RecordPredictor implements AutoCloseable {

    private static final String PROBABILITY = "probability";
    private static final String NOVELTY = "novelty";

    /** How the predictor is set up. */
    public enum Setup {
        /** As DJL and TensorFlow come: a pool with a thread a core, records stacked to a batch. */
        DEFAULTS,
        /** One thread of TensorFlow, and the record is its own batch. */
        TUNED
    }

    private final ZooModel<float[], float[]> model;
    private final Predictor<float[], float[]> predictor;

    private RecordPredictor(ZooModel<float[], float[]> model) {
        this.model = model;
        this.predictor = model.newPredictor();
    }

    /**
     * Loads a first-pass model.
     *
     * @param directory its folder
     * @throws ModelLoadException if DJL cannot load it
     */
    public static RecordPredictor open(Path directory, Setup setup) throws ModelLoadException {
        TensorFlowEngine.started(NativesProgress.NONE);
        try {
            return new RecordPredictor(
                    Criteria.builder()
                            .setTypes(float[].class, float[].class)
                            .optModelPath(directory)
                            .optEngine("TensorFlow")
                            .optDevice(Device.cpu())
                            .optOption("ConfigProto", config(setup))
                            .optTranslator(new RecordTranslator(setup))
                            .build()
                            .loadModel());
        } catch (IOException | ModelNotFoundException | MalformedModelException e) {
            throw new ModelLoadException(
                    Reason.ENGINE_FAILED,
                    "DJL cannot load the model in " + directory + ": " + e.getMessage(),
                    e);
        }
    }

    /**
     * Scores a record.
     *
     * @return its probability and its novelty
     * @throws InferenceException if the engine fails
     */
    public float[] score(float[] features) {
        try {
            return predictor.predict(features);
        } catch (TranslateException e) {
            throw new InferenceException("DJL cannot score a record: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }

    /**
     * Threads of the session's own: those that all sessions share are as many as the first session
     * of the process asked for, which is not this one.
     */
    private static String config(Setup setup) {
        ConfigProto.Builder config =
                ConfigProto.newBuilder().setAllowSoftPlacement(true).setUsePerSessionThreads(true);
        if (setup == Setup.TUNED) {
            config.setIntraOpParallelismThreads(1).setInterOpParallelismThreads(1);
        }
        return Base64.getEncoder().encodeToString(config.build().toByteArray());
    }

    private record RecordTranslator(Setup setup) implements Translator<float[], float[]> {

        @Override
        public NDList processInput(TranslatorContext context, float[] features) {
            NDArray array =
                    setup == Setup.TUNED
                            ? context.getNDManager().create(features, new Shape(1, features.length))
                            : context.getNDManager().create(features);
            return new NDList(array);
        }

        @Override
        public float[] processOutput(TranslatorContext context, NDList outputs) {
            return new float[] {value(outputs, PROBABILITY), value(outputs, NOVELTY)};
        }

        @Override
        public Batchifier getBatchifier() {
            return setup == Setup.TUNED ? null : Batchifier.STACK;
        }

        private static float value(NDList outputs, String name) {
            return outputs.get(name).toFloatArray()[0];
        }
    }
}
