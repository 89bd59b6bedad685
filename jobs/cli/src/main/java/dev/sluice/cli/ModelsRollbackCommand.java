// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.release.ReleaseClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** Takes a version back. */
@Command(
        name = "rollback",
        description =
                "Takes a version back: a trial ends at once; where it is live, what was live before"
                        + " is loaded and is live again.",
        mixinStandardHelpOptions = true)
final class ModelsRollbackCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private RunningJobOptions job;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME",
            description = "first-pass or deep.")
    private String model;

    @Option(
            names = "--version",
            required = true,
            paramLabel = "VERSION",
            description = "The version to take back, as 'models list' names it.")
    private String version;

    @Mixin private OrderOptions options;

    @Override
    public Integer call() throws Exception {
        ReleaseClient client = job.client();
        return options.send(client, client.rollback(model, version, options.author()), spec);
    }
}
