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
 */
public record ModelSpec(Path directory, Manifest manifest, Device.Kind device) {

    /** Refuses missing parts. */
    public ModelSpec {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(manifest, "manifest");
        Objects.requireNonNull(device, "device");
    }
}
