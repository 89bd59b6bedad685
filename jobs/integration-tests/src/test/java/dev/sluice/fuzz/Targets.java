// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All that reads bytes which nobody vouches for. */
final class Targets {

    private Targets() {}

    /** The targets, with a folder for what has to be a file; for one thread. */
    static List<FuzzTarget> all(Path scratch) {
        return Stream.of(IngestTargets.all(), TopicTargets.all(), FileTargets.all(scratch))
                .flatMap(List::stream)
                .toList();
    }
}
