// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.model.ModelProvider;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.TestEvents;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;

/** Opens one fake model after the other, as the test has prepared them, and then sound ones. */
final class FakeModels implements ModelProvider {

    private static final long serialVersionUID = 1L;

    private final transient Queue<FakeModelBackend> next = new ArrayDeque<>();
    private final transient List<FakeModelBackend> opened =
            Collections.synchronizedList(new ArrayList<>());
    private final transient List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    private transient int refusals;

    /** A model that works. */
    static FakeModelBackend sound() {
        return FakeModelBackend.deep(TestEvents.FEATURES, TestEvents.CONTEXT);
    }

    /** A model whose passes give no probabilities. */
    static FakeModelBackend babbling() {
        return sound().answering("probability", row -> new float[] {Float.NaN});
    }

    /** Opens a model before the others that follow. */
    synchronized FakeModelBackend then(FakeModelBackend model) {
        next.add(model);
        return model;
    }

    /** Refuses to open the next models. */
    synchronized void refuse(int times) {
        refusals = times;
    }

    /** Number of times that a model was asked for. */
    int asked() {
        return threads.size();
    }

    /** The models that were opened, in order. */
    FakeModelBackend opened(int index) {
        return opened.get(index);
    }

    /** The threads on which they were asked for. */
    List<Thread> threads() {
        return List.copyOf(threads);
    }

    @Override
    public synchronized ModelBackend open(ClassLoader loader) throws ModelLoadException {
        threads.add(Thread.currentThread());
        if (refusals > 0) {
            refusals--;
            throw new ModelLoadException(ModelLoadException.Reason.ENGINE_FAILED, "out of memory");
        }
        FakeModelBackend model = next.isEmpty() ? sound() : next.remove();
        opened.add(model);
        return model;
    }
}
