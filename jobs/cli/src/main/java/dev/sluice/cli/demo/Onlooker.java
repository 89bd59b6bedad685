// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.demo;

import dev.sluice.stream.config.SluiceConfig;

/** Somebody who reads the topics of a demo while it runs, beside it and not for it. */
public interface Onlooker {

    /** Nobody looks. */
    Onlooker NONE =
            new Onlooker() {
                @Override
                public void topicsReady(SluiceConfig config) {}

                @Override
                public void allDecided() {}
            };

    /** The topics are there, and empty. */
    void topicsReady(SluiceConfig config);

    /** Everything is on the topics; they go away after this. */
    void allDecided() throws InterruptedException;
}
