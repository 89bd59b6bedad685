// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into an interrupt of the command's thread, and holds the process until the command
 * has put everything away.
 */
final class Shutdown implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);
    private static final long GRACE_SECONDS = 45;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean requested;

    private Shutdown(Thread worker) {
        this.hook =
                new Thread(
                        () -> {
                            requested = true;
                            worker.interrupt();
                            awaitDone();
                        },
                        "sluice-shutdown");
    }

    /** Guards the calling thread until {@link #close()}. */
    static Shutdown ofThisThread() {
        Shutdown shutdown = new Shutdown(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(shutdown.hook);
        return shutdown;
    }

    /** Whether Ctrl-C was pressed. */
    boolean isRequested() {
        return requested;
    }

    @Override
    public void close() {
        done.countDown();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // the process is going down already, and the hook finds its work done
                requested = true;
            }
        }
    }

    private void awaitDone() {
        try {
            if (!done.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The command did not end within {} s", GRACE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
