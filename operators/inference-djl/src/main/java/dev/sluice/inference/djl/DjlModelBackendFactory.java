// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.Device;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelBackendFactory;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;
import dev.sluice.inference.ModelSpec;

/**
 * Opens TensorFlow SavedModels through DJL.
 *
 * <p>Handles of one model (folder, manifest, device, GPU) share one loaded bundle, whichever thread
 * or operator opens them; the last one that closes frees it. Thread-safe.
 */
public final class DjlModelBackendFactory implements ModelBackendFactory {

    /** Identifier in configurations. */
    public static final String IDENTIFIER = "djl-tensorflow";

    /** Flink gives every operator its own factory: what they share belongs to the process. */
    private static final ModelRegistry REGISTRY = new ModelRegistry(LoadedModel::load);

    /** For {@link java.util.ServiceLoader}. */
    public DjlModelBackendFactory() {}

    @Override
    public String identifier() {
        return IDENTIFIER;
    }

    @Override
    public ModelBackend open(ModelSpec spec) throws ModelLoadException {
        TensorFlowEngine engine = TensorFlowEngine.startedFor(spec, NativesProgress.NONE);
        requireDevice(spec.device(), engine.report());
        return new DjlModelBackend(spec, engine, REGISTRY.acquire(spec));
    }

    /** Refuses a device that DJL would replace by the processor, with a warning at most. */
    static void requireDevice(Device.Kind device, EngineReport engine) throws ModelLoadException {
        if (device == Device.Kind.GPU && !engine.gpu()) {
            throw new ModelLoadException(
                    Reason.DEVICE_UNAVAILABLE,
                    "Device 'gpu' is asked for, but TensorFlow reports no CUDA device, only "
                            + engine.devices()
                            + " (natives '"
                            + engine.build()
                            + "' in "
                            + engine.natives()
                            + "). Ask for 'cpu', or put the CUDA natives"
                            + " (tensorflow-native-cu121) into lib/ of a machine with a driver.");
        }
    }
}
