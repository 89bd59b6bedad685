// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelSpec;

import java.util.HashMap;
import java.util.Map;

/**
 * The models that this process has loaded, counted by their handles.
 *
 * <p>Owned state: loaded models by specification. Lifecycle: a model is loaded with its first lease
 * and freed with its last; one that is abandoned is loaded again for the next lease, while those
 * who have it keep it. Thread-safe; two models load in parallel, two leases of one model wait for
 * one load.
 */
final class ModelRegistry {

    private final Loader loader;
    private final Map<ModelSpec, Entry> entries = new HashMap<>();

    ModelRegistry(Loader loader) {
        this.loader = loader;
    }

    /** Loads a model. */
    @FunctionalInterface
    interface Loader {
        LoadedModel load(ModelSpec spec) throws ModelLoadException;
    }

    /** The right to use a loaded model until it is closed; closing twice is legal. */
    final class Lease implements AutoCloseable {

        private final ModelSpec spec;
        private final Entry entry;
        private final LoadedModel model;
        private boolean closed;

        private Lease(ModelSpec spec, Entry entry, LoadedModel model) {
            this.spec = spec;
            this.entry = entry;
            this.model = model;
        }

        LoadedModel model() {
            return model;
        }

        /** Makes the next lease load the model anew; this one still has to be closed. */
        void abandon() {
            synchronized (ModelRegistry.this) {
                entries.remove(spec, entry);
            }
        }

        @Override
        public void close() {
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
            }
            release(spec, entry);
        }
    }

    /** Guarded by the registry, but for {@code model}, which is guarded by the entry. */
    private static final class Entry {
        private int leases;
        private LoadedModel model;
    }

    /**
     * Leases a model, loading it if nobody holds it.
     *
     * @throws ModelLoadException if it cannot be loaded; the next call tries again
     */
    Lease acquire(ModelSpec spec) throws ModelLoadException {
        Entry entry;
        synchronized (this) {
            entry = entries.computeIfAbsent(spec, ignored -> new Entry());
            entry.leases++;
        }
        boolean loaded = false;
        try {
            synchronized (entry) {
                if (entry.model == null) {
                    entry.model = loader.load(spec);
                }
                loaded = true;
                return new Lease(spec, entry, entry.model);
            }
        } finally {
            if (!loaded) {
                release(spec, entry);
            }
        }
    }

    /** Number of models that are loaded or being loaded. */
    synchronized int size() {
        return entries.size();
    }

    private void release(ModelSpec spec, Entry entry) {
        synchronized (this) {
            entry.leases--;
            if (entry.leases > 0) {
                return;
            }
            // another one may stand there by now, if this one was abandoned
            entries.remove(spec, entry);
        }
        synchronized (entry) {
            if (entry.model != null) {
                entry.model.close();
            }
        }
    }
}
