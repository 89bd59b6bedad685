// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;
import dev.sluice.inference.ModelSpec;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The TensorFlow engine of this process: started once, never stopped.
 *
 * <p>Has to be started before any class of the TensorFlow API is used. Thread-safe.
 */
public final class TensorFlowEngine {

    private static final String NAME = "TensorFlow";

    /**
     * A small network is slowed down by threads: 37 instead of 71 microseconds for a batch of 32
     * with one. Parallelism comes from many operators, each with its own call.
     */
    private static final int INTRA_OP_THREADS = 1;

    /**
     * Operations run in the caller's thread. A pool would be shared by all handles of a model, and
     * every call would wait for another thread to wake up.
     */
    private static final int INTER_OP_THREADS = -1;

    /** Number under which TensorFlow knows the GPU that the process is bound to. */
    private static final String BOUND_GPU = "0";

    /** One engine a process is TensorFlow's own rule: the second load aborts. */
    private static final AtomicReference<TensorFlowEngine> STARTED = new AtomicReference<>();

    /**
     * What the natives read once, when they start: take memory as it is needed, for DJL's own
     * session would take the whole GPU; choose kernels that give the same bits each time; multiply
     * with all digits, as the processor does.
     */
    private static final Map<String, String> GPU_VARIABLES =
            Map.of(
                    "TF_FORCE_GPU_ALLOW_GROWTH",
                    "true",
                    "TF_DETERMINISTIC_OPS",
                    "1",
                    "NVIDIA_TF32_OVERRIDE",
                    "0");

    private static final NativeEnvironment ENVIRONMENT = new NativeEnvironment();

    private static final GpuBinding GPU = new GpuBinding(ENVIRONMENT);

    private final Engine engine;
    private final EngineReport report;

    private TensorFlowEngine(Engine engine, EngineReport report) {
        this.engine = engine;
        this.report = report;
    }

    /**
     * Starts the engine, unless it runs.
     *
     * @param progress hears of the unpacking of the natives
     * @throws ModelLoadException if the natives are missing or cannot be loaded
     */
    public static EngineReport start(NativesProgress progress) throws ModelLoadException {
        return started(progress).report;
    }

    /**
     * The configuration of a session that gives equal results for equal calls: the thread of the
     * caller and no other; of a GPU, the one that the process is bound to, and its memory as it is
     * needed.
     */
    public static ConfigProto sessionConfig(dev.sluice.inference.Device.Kind device) {
        ConfigProto.Builder config =
                ConfigProto.newBuilder()
                        .setIntraOpParallelismThreads(INTRA_OP_THREADS)
                        .setInterOpParallelismThreads(INTER_OP_THREADS)
                        // with threads of its own, a session would ignore the line above
                        .setUsePerSessionThreads(false);
        if (device == dev.sluice.inference.Device.Kind.CPU) {
            config.putDeviceCount("GPU", 0);
        } else {
            config.setGpuOptions(
                            GPUOptions.newBuilder()
                                    .setAllowGrowth(true)
                                    .setVisibleDeviceList(BOUND_GPU))
                    .setAllowSoftPlacement(true);
        }
        return config.build();
    }

    /**
     * The engine, for a model on a GPU with the process bound to that GPU.
     *
     * @throws ModelLoadException if the natives are missing or cannot be loaded, or the process
     *     works on another GPU
     */
    static TensorFlowEngine startedFor(ModelSpec spec, NativesProgress progress)
            throws ModelLoadException {
        if (spec.device() == dev.sluice.inference.Device.Kind.CPU) {
            return started(progress);
        }
        synchronized (STARTED) {
            GPU.bind(
                    spec.gpu(),
                    STARTED.get() == null
                            ? GpuBinding.EngineState.NOT_STARTED
                            : GpuBinding.EngineState.RUNS);
            if (STARTED.get() == null) {
                for (Map.Entry<String, String> variable : GPU_VARIABLES.entrySet()) {
                    ENVIRONMENT.set(variable.getKey(), variable.getValue());
                }
            }
            return started(progress);
        }
    }

    static TensorFlowEngine started(NativesProgress progress) throws ModelLoadException {
        TensorFlowEngine running = STARTED.get();
        if (running != null) {
            return running;
        }
        synchronized (STARTED) {
            if (STARTED.get() == null) {
                STARTED.set(load(progress));
            }
            return STARTED.get();
        }
    }

    Engine engine() {
        return engine;
    }

    EngineReport report() {
        return report;
    }

    private static TensorFlowEngine load(NativesProgress progress) throws ModelLoadException {
        Natives.Location natives = Natives.prepare(progress);
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("ai.djl.tensorflow.num_intraop_threads", "1");
        setUnlessSet("ai.djl.tensorflow.num_interop_threads", "1");
        // DJL looks for its engines once, through the context class loader of whoever comes first.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(TensorFlowEngine.class.getClassLoader());
        try {
            Engine engine = Engine.getEngine(NAME);
            String version = engine.getVersion();
            List<String> devices = new ArrayList<>(List.of("cpu"));
            boolean gpu = engine.hasCapability(StandardCapabilities.CUDA);
            if (gpu) {
                for (Device device : engine.getDevices()) {
                    devices.add(device.toString());
                }
            }
            return new TensorFlowEngine(
                    engine,
                    new EngineReport(
                            version,
                            natives.directory(),
                            "tensorflow-" + version + "-" + natives.build(),
                            devices,
                            gpu,
                            INTRA_OP_THREADS,
                            INTER_OP_THREADS));
        } catch (RuntimeException | LinkageError e) {
            throw new ModelLoadException(
                    Reason.NATIVES_UNAVAILABLE,
                    "TensorFlow does not start with the natives in "
                            + natives.directory()
                            + ": "
                            + rootCause(e)
                            + ". Delete the folder to have them unpacked again; DJL and TensorFlow"
                            + " have to be on the class path of the process, not in a job's jar.",
                    e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void setUnlessSet(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }

    private static String rootCause(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }
}
