// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.release.ReleaseClient;
import dev.sluice.decisioning.release.ReleaseMode;
import dev.sluice.decisioning.release.ReleaseOrder;
import dev.sluice.stream.model.ModelOptions;
import dev.sluice.stream.model.ModelStore;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.Set;
import java.util.concurrent.Callable;

/** Orders a version, and waits until it is at work or refused. */
@Command(
        name = "release",
        description =
                "Puts a version of a model to work in a running job: beside the live one (shadow),"
                        + " for a share of the entities (canary), or live.",
        mixinStandardHelpOptions = true)
final class ModelsReleaseCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private RunningJobOptions job;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME",
            description = "first-pass or deep.")
    private String model;

    @Option(
            names = "--dir",
            required = true,
            paramLabel = "DIR",
            description =
                    "Folder with the folder of the model and policy.yaml, as train writes it: a"
                            + " path or URI that every machine of the job can read.")
    private String dir;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "shadow",
            description = "shadow, canary or live; default ${DEFAULT-VALUE}.")
    private ReleaseMode mode;

    @Option(
            names = "--share",
            paramLabel = "S",
            defaultValue = "1",
            description =
                    "Share of the entities that a shadow or canary is asked about, above 0 to 1;"
                            + " default ${DEFAULT-VALUE}.")
    private double share;

    @Mixin private OrderOptions options;

    @Override
    public Integer call() throws Exception {
        if (mode == ReleaseMode.ROLLBACK) {
            throw new UsageException("--mode is rollback; use 'sluice models rollback'");
        }
        if (!Set.of(ModelStore.FIRST_PASS, ModelStore.DEEP).contains(model)) {
            throw new UsageException("--model is '" + model + "'; expected first-pass or deep");
        }
        if (!(share > 0 && share <= 1)) {
            throw new UsageException("--share is " + share + "; expected above 0 to 1");
        }
        ReleaseClient client = job.client();
        ReleaseOrder order =
                client.order(
                        dir,
                        job.config().own().get(ModelOptions.ENGINE),
                        model,
                        mode,
                        share,
                        options.author());
        return options.send(client, order, spec);
    }
}
