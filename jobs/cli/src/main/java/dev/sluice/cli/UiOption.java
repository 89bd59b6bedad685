// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.cli.demo.Onlooker;
import dev.sluice.cli.live.LivePage;
import dev.sluice.cli.live.LivePage.From;
import dev.sluice.cli.live.UiAddress;
import dev.sluice.stream.config.SluiceConfig;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.List;

/** The page beside a command that runs a job, if somebody wants one. */
final class UiOption {

    @Option(
            names = "--ui",
            paramLabel = "[HOST:]PORT",
            converter = UiAddressConverter.class,
            description =
                    "Serve a page with live figures, on this machine alone if no host is given;"
                            + " port 0 for any that is free.")
    private UiAddress address;

    @Mixin private PageIds ids;

    /**
     * Serves the page, if one was asked for.
     *
     * @throws UsageException if it cannot be served there
     */
    Served open(UseCaseKit kit, Progress progress) {
        return new Served(
                address == null ? List.of() : List.of(LivePages.open(address, ids, kit, progress)));
    }

    /**
     * What is served.
     *
     * @param pages none or one
     */
    record Served(List<LivePage> pages) implements Onlooker, AutoCloseable {

        /** Follows the job from now on. */
        void follow(SluiceConfig config) {
            pages.forEach(page -> page.follow(config, From.NOW));
        }

        @Override
        public void topicsReady(SluiceConfig config) {
            pages.forEach(page -> page.follow(config, From.BEGINNING));
        }

        @Override
        public void allDecided() throws InterruptedException {
            for (LivePage page : pages) {
                page.end();
            }
        }

        /** Leaves the page to its readers until the thread is interrupted. */
        void await(Progress progress) throws InterruptedException {
            for (LivePage page : pages) {
                progress.note("The live page stays at " + page.url() + " until Ctrl-C.");
                // nothing ends it but an interrupt
                Thread.currentThread().join();
            }
        }

        @Override
        public void close() {
            pages.forEach(LivePage::close);
        }
    }
}
