// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What to open: a model folder on this machine whose files were checked against its manifest.
 *
 * @param directory the model folder
 * @param manifest its manifest
 * @param device kind of device that must be used
 * @param gpu which GPU, as the machine numbers or names it; without meaning on the processor
 */
public record ModelSpec(Path directory, Manifest manifest, Device.Kind device, String gpu) {

    /** The GPU of a machine that has one. */
    public static final String FIRST_GPU = "0";

    /** Refuses missing parts. */
    public ModelSpec {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(manifest, "manifest");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(gpu, "gpu");
    }

    /** A model on the processor or on the machine's first GPU. */
    public ModelSpec(Path directory, Manifest manifest, Device.Kind device) {
        this(directory, manifest, device, FIRST_GPU);
    }
}
