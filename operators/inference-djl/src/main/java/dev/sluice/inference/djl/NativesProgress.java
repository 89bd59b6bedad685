// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

/** Hears how far the unpacking of native libraries is; called from the thread that unpacks. */
@FunctionalInterface
public interface NativesProgress {

    /** Hears nothing. */
    NativesProgress NONE = (unpacked, total) -> {};

    /**
     * Some more bytes are unpacked; not called when nothing has to be unpacked.
     *
     * @param unpacked bytes so far
     * @param total bytes in the end
     */
    void unpacked(long unpacked, long total);
}
