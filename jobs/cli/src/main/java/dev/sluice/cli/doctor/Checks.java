// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.doctor;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.djl.EngineReport;
import dev.sluice.inference.djl.NativesProgress;
import dev.sluice.inference.djl.TensorFlowEngine;

import java.util.ArrayList;
import java.util.List;

/** The checks that need nothing but this machine. */
public final class Checks {

    private static final int JAVA = 17;
    private static final long HEAP = 1L << 30;

    /** Packages of java.base that Flink reaches into; {@code config/jvm-opens} opens them. */
    private static final List<String> OPENED =
            List.of("java.util", "java.lang", "java.net", "java.nio", "sun.nio.ch");

    private Checks() {}

    /**
     * What is known of this machine.
     *
     * @param findings of the Java runtime, the machine and the inference engine, in this order
     * @param gpu whether TensorFlow sees a GPU
     */
    public record Machine(List<Finding> findings, boolean gpu) {

        /** Copies the list. */
        public Machine {
            findings = List.copyOf(findings);
        }
    }

    /** Looks at the Java runtime, the machine and the inference engine. */
    public static Machine machine(NativesProgress progress) {
        List<Finding> findings = new ArrayList<>();
        findings.add(java(Runtime.version()));
        findings.add(opens(closedPackages()));
        findings.add(memory(Runtime.getRuntime().maxMemory()));
        findings.add(
                Finding.ok("processors", Runtime.getRuntime().availableProcessors() + " cores"));
        try {
            EngineReport engine = TensorFlowEngine.start(progress);
            findings.addAll(engine(engine));
            return new Machine(findings, engine.gpu());
        } catch (ModelLoadException e) {
            findings.add(Finding.fail("engine", e.getMessage(), "See the message."));
            return new Machine(findings, false);
        }
    }

    static Finding java(Runtime.Version version) {
        String found = "Java " + version;
        return version.feature() >= JAVA
                ? Finding.ok("java", found)
                : Finding.fail("java", found, "Install a JDK 17 and set JAVA_HOME to it.");
    }

    static Finding opens(List<String> closed) {
        return closed.isEmpty()
                ? Finding.ok("module opens", "as Flink needs them")
                : Finding.fail(
                        "module opens",
                        "closed: " + closed,
                        "Start Java with @config/jvm-opens, as the launcher does.");
    }

    static Finding memory(long heap) {
        String found = (heap >> 20) + " MB of heap";
        return heap >= HEAP
                ? Finding.ok("memory", found)
                : Finding.warn("memory", found, "Give at least 1 GB: SLUICE_JAVA_OPTS=-Xmx2g.");
    }

    private static List<Finding> engine(EngineReport engine) {
        return List.of(
                Finding.ok("natives", engine.build() + " in " + engine.natives()),
                Finding.ok("engine", "TensorFlow " + engine.tensorflow() + " through DJL"),
                Finding.ok(
                        "device",
                        String.join(", ", engine.devices())
                                + (engine.gpu() ? "" : "; deep.device: gpu would be refused")),
                threads(engine));
    }

    static Finding threads(EngineReport engine) {
        String found =
                engine.intraOpThreads()
                        + " within an operation, "
                        + (engine.interOpThreads() < 0
                                ? "the caller's own"
                                : engine.interOpThreads())
                        + " between operations";
        return engine.intraOpThreads() == 1
                ? Finding.ok("session threads", found)
                : Finding.warn(
                        "session threads",
                        found,
                        "One thread a session is fastest for small models.");
    }

    private static List<String> closedPackages() {
        Module base = Object.class.getModule();
        Module own = Checks.class.getModule();
        return OPENED.stream().filter(name -> !base.isOpen(name, own)).toList();
    }
}
