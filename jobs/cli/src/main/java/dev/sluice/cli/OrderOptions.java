// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.release.ReleaseClient;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ModelStatus.State;
import dev.sluice.decisioning.release.ReleaseMode;
import dev.sluice.decisioning.release.ReleaseOrder;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** An order about a version: on whose word, how long to wait for it, and what is told of it. */
final class OrderOptions {

    @Option(
            names = "--by",
            paramLabel = "WHO",
            defaultValue = "${env:USER}",
            description = "Who orders it, for the record; default: the user.")
    private String by;

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Why, for the record.")
    private String note;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "3 min",
            converter = DurationConverter.class,
            description = "How long to wait for what becomes of it; default ${DEFAULT-VALUE}.")
    private Duration patience;

    @Option(names = "--json", paramLabel = "FILE", description = "Write what became of it as JSON.")
    private Path json;

    /** On whose word. */
    ReleaseClient.Author author() {
        return new ReleaseClient.Author(by == null ? "" : by, note);
    }

    /** Sends an order, waits for what becomes of it, and says so; returns the exit code. */
    int send(ReleaseClient client, ReleaseOrder order, CommandSpec spec) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Optional<ModelStatus> outcome = client.await(order, client.send(order), patience);
        if (outcome.isEmpty()) {
            out.printf(
                    "Version %s of %s: nothing was heard of it for %d s. Does the job run, with"
                            + " models.releases.enabled, and is its kafka.group-id the one in"
                            + " the configuration?%n",
                    order.version(), order.model(), patience.toSeconds());
            out.flush();
            return Sluice.FAILED;
        }
        ModelStatus status = outcome.get();
        out.printf(
                "Version %s of %s: %s%s%n",
                status.version(),
                status.model(),
                status.state(),
                status.detail().isEmpty() ? "" : " (" + status.detail() + ")");
        out.flush();
        if (json != null) {
            Json.write(json, ModelsListCommand.Line.of(status));
        }
        boolean asked =
                status.state() != State.REFUSED
                        && (status.state() != State.ROLLED_BACK
                                || order.mode() == ReleaseMode.ROLLBACK);
        return asked ? Sluice.OK : Sluice.FAILED;
    }
}
