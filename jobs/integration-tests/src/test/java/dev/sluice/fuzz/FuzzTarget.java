// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fuzz;

import java.util.List;

/**
 * Something that reads bytes which nobody vouches for.
 *
 * @param name what it reads
 * @param seeds what it reads with pleasure
 * @param reader reads
 */
record FuzzTarget(String name, List<byte[]> seeds, Reader reader) {

    /** Reads bytes; whatever it throws is a bug. */
    @FunctionalInterface
    interface Reader {

        /** Returns if the bytes are read as something sound, or refused in the declared way. */
        void read(byte[] bytes) throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }
}
