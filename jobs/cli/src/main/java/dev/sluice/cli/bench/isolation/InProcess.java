// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.isolation;

import java.io.Serializable;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A reference that survives the serialization of a job graph, as long as the job runs in this
 * process and the reference is open.
 *
 * <p>Functions of a job are copies; what they count must reach the one who started the job. So the
 * object itself stays here, in a map of the class, and its key travels.
 *
 * @param <T> type of the object
 */
final class InProcess<T> implements Serializable, AutoCloseable {

    private static final long serialVersionUID = 1L;
    private static final Map<UUID, Object> OBJECTS = new ConcurrentHashMap<>();

    private final UUID key = UUID.randomUUID();

    private InProcess() {}

    /** Makes an object reachable until the reference is closed. */
    static <T> InProcess<T> share(T object) {
        InProcess<T> reference = new InProcess<>();
        OBJECTS.put(reference.key, object);
        return reference;
    }

    /**
     * The object itself, not a copy.
     *
     * @throws IllegalStateException if the reference is closed, or of another process
     */
    @SuppressWarnings("unchecked") // what was shared under the key is of the type of the reference
    T get() {
        Object object = OBJECTS.get(key);
        if (object == null) {
            throw new IllegalStateException(
                    "Nothing is shared under "
                            + key
                            + "; expected a job of this process that ends before its bench does");
        }
        return (T) object;
    }

    @Override
    public void close() {
        OBJECTS.remove(key);
    }
}
