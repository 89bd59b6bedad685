// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import java.nio.file.Path;
import java.util.List;

/**
 * What the engine of this process is, for reports and error messages.
 *
 * @param tensorflow version of TensorFlow
 * @param natives folder that its libraries were loaded from
 * @param build identifies the libraries; results are equal to the bit only for equal builds
 * @param devices devices that TensorFlow sees
 * @param gpu whether a CUDA device is among them
 * @param intraOpThreads threads within an operation, per session
 * @param interOpThreads threads between operations, per session; negative for the caller's own
 */
public record EngineReport(
        String tensorflow,
        Path natives,
        String build,
        List<String> devices,
        boolean gpu,
        int intraOpThreads,
        int interOpThreads) {

    /** Copies the list. */
    public EngineReport {
        devices = List.copyOf(devices);
    }
}
