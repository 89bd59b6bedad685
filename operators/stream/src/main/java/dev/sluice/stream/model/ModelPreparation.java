// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.inference.ModelLoadException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A model that is opened and tried out on a thread of its own, while the stream goes on.
 *
 * <p>{@link #await}, {@link #isDone} and {@link #discard} are for the thread that started it. One
 * that is discarded is closed as soon as it is there.
 *
 * @param <T> what is made of the model
 */
public final class ModelPreparation<T extends AutoCloseable> {

    /**
     * Opens something.
     *
     * @param <T> what
     */
    @FunctionalInterface
    public interface Opening<T> {

        /**
         * Opens it, and tries it out.
         *
         * @throws ModelLoadException if it cannot be used
         */
        T open() throws ModelLoadException;
    }

    private final CompletableFuture<T> result = new CompletableFuture<>();

    private ModelPreparation() {}

    /** Starts to open something on a daemon thread. */
    public static <T extends AutoCloseable> ModelPreparation<T> start(
            Opening<T> opening, ClassLoader loader, String threadName) {
        ModelPreparation<T> preparation = new ModelPreparation<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                preparation.result.complete(opening.open());
                            } catch (Throwable e) {
                                preparation.result.completeExceptionally(e);
                            }
                        },
                        threadName);
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        thread.start();
        return preparation;
    }

    /** Something that is there already. */
    public static <T extends AutoCloseable> ModelPreparation<T> done(T there) {
        ModelPreparation<T> preparation = new ModelPreparation<>();
        preparation.result.complete(there);
        return preparation;
    }

    /** Runs something when it is there, or refused; on the thread that opened it. */
    // nothing follows it
    @SuppressWarnings("FutureReturnValueIgnored")
    public void whenDone(Runnable then) {
        result.whenComplete((opened, failure) -> then.run());
    }

    /** Whether {@link #await} would not wait. */
    public boolean isDone() {
        return result.isDone();
    }

    /**
     * Waits for it.
     *
     * @throws ModelLoadException if it cannot be used, whatever the cause
     */
    public T await() throws ModelLoadException {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ModelLoadException refused) {
                throw refused;
            }
            throw failed(e.getCause());
        }
    }

    /** Closes it, now or when it is there. */
    // nothing follows it
    @SuppressWarnings("FutureReturnValueIgnored")
    public void discard() {
        result.thenAccept(
                opened -> {
                    try {
                        opened.close();
                    } catch (Exception e) {
                        throw new IllegalStateException("A model could not be closed", e);
                    }
                });
    }

    private static ModelLoadException failed(Throwable cause) {
        return new ModelLoadException(
                ModelLoadException.Reason.ENGINE_FAILED, String.valueOf(cause), cause);
    }
}
