// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;

import java.nio.file.Path;

final class DemoModels {
    static Path trained(Progress p) {
        throw new UsageException("no");
    }
}
