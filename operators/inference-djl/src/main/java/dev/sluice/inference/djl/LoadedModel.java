// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;
import dev.sluice.inference.ModelSpec;

import ai.djl.nn.Block;
import ai.djl.tensorflow.engine.SavedModelBundle;
import ai.djl.tensorflow.engine.TfSymbolBlock;
import ai.djl.tensorflow.engine.javacpp.JavacppUtils;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * One bundle in memory and a block for each of its signatures: weights are held once.
 *
 * <p>The blocks may be run by several threads at the same time.
 */
final class LoadedModel implements AutoCloseable {

    /** File that makes a folder a SavedModel. */
    static final String FILE = "saved_model.pb";

    private static final String[] TAGS = {"serve"};

    private final Map<String, TfSymbolBlock> blocks;

    private LoadedModel(Map<String, TfSymbolBlock> blocks) {
        this.blocks = blocks;
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
            Map<String, TfSymbolBlock> blocks = new HashMap<>();
            for (String signature : spec.manifest().signatures().keySet()) {
                blocks.put(signature, new TfSymbolBlock(bundle, signature));
            }
            LoadedModel model = new LoadedModel(blocks);
            SelfTest.check(spec, model);
            accepted = true;
            return model;
        } finally {
            if (!accepted) {
                bundle.close();
            }
        }
    }

    Block block(String signature) {
        return blocks.get(signature);
    }

    /** Frees the bundle, which is one for all blocks and closed by the first of them. */
    @Override
    public void close() {
        blocks.values().forEach(TfSymbolBlock::close);
    }
}
