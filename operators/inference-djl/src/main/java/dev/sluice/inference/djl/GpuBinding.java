// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;

/**
 * The one GPU that this process works on.
 *
 * <p>TensorFlow numbers the GPUs when it starts, once for the life of the process, and lays a model
 * on the first of them: to use another one, the process must see no other. The environment says so,
 * as CUDA reads it. Thread-safe.
 */
final class GpuBinding {

    /** GPUs that CUDA shows to the process. */
    static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

    /** How CUDA numbers them; without it, the fastest is the first. */
    static final String ORDER = "CUDA_DEVICE_ORDER";

    /** The environment of the process. */
    interface Environment {

        /** A variable, or null. */
        String get(String name);

        /** Sets a variable for the native libraries. */
        void set(String name, String value) throws ModelLoadException;
    }

    private final Environment environment;

    /** The GPU that was chosen here; null if none was. */
    private String chosen;

    GpuBinding(Environment environment) {
        this.environment = environment;
    }

    /**
     * Binds the process to a GPU, or makes sure that it is bound to it.
     *
     * @param gpu number or name of the GPU
     * @param engine whether TensorFlow has numbered the GPUs already
     * @throws ModelLoadException if the process works on another GPU
     */
    synchronized void bind(String gpu, EngineState engine) throws ModelLoadException {
        String visible = chosen == null ? environment.get(VISIBLE) : chosen;
        if (visible == null && engine == EngineState.NOT_STARTED) {
            environment.set(ORDER, "PCI_BUS_ID");
            environment.set(VISIBLE, gpu);
            chosen = gpu;
            return;
        }
        String first = visible == null ? "0" : visible.split(",", 2)[0].trim();
        if (!first.equals(gpu)) {
            throw new ModelLoadException(
                    Reason.DEVICE_UNAVAILABLE,
                    "GPU '"
                            + gpu
                            + "' is asked for, but this process works on GPU '"
                            + first
                            + "' ("
                            + (visible == null
                                    ? "TensorFlow was started before"
                                    : VISIBLE + " is '" + visible + "'")
                            + "): TensorFlow uses one GPU in a process. Run one TaskManager a GPU,"
                            + " each with external-resource.gpu.amount: 1 and "
                            + VISIBLE
                            + " set to its GPU.");
        }
    }

    /** Whether TensorFlow runs. */
    enum EngineState {
        NOT_STARTED,
        RUNS
    }
}
