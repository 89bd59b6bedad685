// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.cli.explain.Words;
import dev.sluice.cli.live.LivePage;
import dev.sluice.cli.live.UiAddress;
import dev.sluice.stream.UseCase;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Opens the live page of a job. */
final class LivePages {

    private LivePages() {}

    /**
     * Serves the page, and says where.
     *
     * @throws UsageException if the address cannot be listened at, naming it
     */
    static LivePage open(UiAddress address, PageIds ids, UseCaseKit kit, Progress progress) {
        UseCase<?, ?> useCase = kit.useCase();
        Words words = new Words(useCase.inputs(), useCase.vocabulary());
        try {
            LivePage page = LivePage.open(address, kit.jobName(), words, ids.of(words));
            progress.note("Live page: " + page.url());
            if (!InetAddress.getByName(address.host()).isLoopbackAddress()) {
                progress.note(
                        "Whoever reaches "
                                + address.host()
                                + " can read it, ids included unless --ui-ids hides them; it asks for no"
                                + " password.");
            }
            return page;
        } catch (UnknownHostException e) {
            throw new UsageException(
                    "--ui is " + address + ", but this machine finds no such host", e);
        } catch (IOException e) {
            throw new UsageException(
                    "--ui is "
                            + address
                            + ", where nothing can be served ("
                            + e.getMessage()
                            + "); expected a port that is free, or 0 for any",
                    e);
        }
    }
}
