// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;
import dev.sluice.inference.ModelSpec;

import ai.djl.tensorflow.engine.SavedModelBundle;
import ai.djl.tensorflow.engine.javacpp.JavacppUtils;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One bundle in memory, for all signatures and handles: weights are held once.
 *
 * <p>Its session may be run by several threads at the same time.
 */
final class LoadedModel implements AutoCloseable {

    /** File that makes a folder a SavedModel. */
    static final String FILE = "saved_model.pb";

    private static final String[] TAGS = {"serve"};

    private final SavedModelBundle bundle;

    private LoadedModel(SavedModelBundle bundle) {
        this.bundle = bundle;
    }

    /**
     * Checks what a model could do, loads it, checks its signatures and tests it on rows.
     *
     * @throws ModelLoadException if it is not as its manifest says
     */
    static LoadedModel load(ModelSpec spec) throws ModelLoadException {
        Path file = spec.directory().resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new ModelLoadException(
                    Reason.FILE_MISSING,
                    file
                            + " is missing; expected a SavedModel of version "
                            + spec.manifest().version());
        }
        GraphCheck.check(file);
        SavedModelBundle bundle;
        try {
            bundle =
                    JavacppUtils.loadSavedModelBundle(
                            spec.directory().toString(),
                            TAGS,
                            TensorFlowEngine.sessionConfig(spec.device()),
                            null);
        } catch (RuntimeException e) {
            throw new ModelLoadException(
                    Reason.ENGINE_FAILED,
                    "TensorFlow cannot load " + spec.directory() + ": " + e.getMessage(),
                    e);
        }
        boolean accepted = false;
        try {
            SignatureCheck.check(spec, bundle.getMetaGraphDef().getSignatureDefMap());
            LoadedModel model = new LoadedModel(bundle);
            SelfTest.check(spec, model);
            accepted = true;
            return model;
        } finally {
            if (!accepted) {
                bundle.close();
            }
        }
    }

    SavedModelBundle bundle() {
        return bundle;
    }

    @Override
    public void close() {
        bundle.close();
    }
}
