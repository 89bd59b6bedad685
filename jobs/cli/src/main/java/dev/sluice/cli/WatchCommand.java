// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.cli.live.LivePage;
import dev.sluice.cli.live.LivePage.From;
import dev.sluice.cli.live.UiAddress;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.config.ConfigFile;
import dev.sluice.stream.config.SluiceConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** The live page of a job that runs elsewhere. */
@Command(
        name = "watch",
        description =
                "Serves a page with live figures of a job that runs elsewhere, from its topics,"
                        + " until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {

    @Mixin private UseCases useCase;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Configuration of the job, YAML, as for run.")
    private Path file;

    @Option(
            names = "--ui",
            paramLabel = "[HOST:]PORT",
            defaultValue = "0",
            converter = UiAddressConverter.class,
            description =
                    "Where the page is served, on this machine alone if no host is given; port 0,"
                            + " the default, for any that is free.")
    private UiAddress address;

    @Mixin private PageIds ids;

    @Mixin private SettingsOption settings;

    @Override
    public Integer call() throws Exception {
        UseCaseKit kit = useCase.kit();
        SluiceConfig config =
                ConfigFile.read(file, CascadeConfig.options()).with(settings.settings());
        CascadeConfig.read(config);
        try (Shutdown shutdown = Shutdown.ofThisThread();
                Progress progress = Progress.ofTerminal();
                LivePage page = LivePages.open(address, ids, kit, progress)) {
            try {
                page.follow(config, From.NOW);
                progress.note("Counting from now on. Ctrl-C ends it; the job goes on.");
                Thread.currentThread().join();
                return Sluice.OK;
            } catch (InterruptedException e) {
                if (!shutdown.isRequested()) {
                    throw e;
                }
                return Sluice.INTERRUPTED;
            }
        }
    }
}
