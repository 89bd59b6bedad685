// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.decisioning.event.Decision;

import java.util.ArrayList;
import java.util.List;

/** What made a decision: what it takes to make it again. */
final class VersionSection {

    private VersionSection() {}

    static Section of(Decision decision) {
        Decision.Versions versions = decision.versions();
        List<String> lines = new ArrayList<>();
        lines.add("first pass " + versions.firstPassModel());
        if (!versions.deepModel().isEmpty()) {
            lines.add("deep       " + versions.deepModel());
        }
        lines.add("policy     " + versions.policy());
        lines.add("device     " + versions.device() + ", " + versions.natives());
        lines.add("features   " + String.format("%016x", versions.featureHash()));
        if (versions.seed() != 0) {
            lines.add("seed       " + versions.seed());
        }
        return new Section("What made it (revision " + decision.revision() + ")", lines);
    }
}
