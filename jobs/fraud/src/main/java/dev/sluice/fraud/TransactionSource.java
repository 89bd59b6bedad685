// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import java.io.IOException;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * A bounded history of transactions that can be read any number of times, part by part.
 *
 * <p>Parts follow each other in time, and each is in time order; several may be read at once, from
 * several threads if each has its own copy.
 */
public interface TransactionSource extends Serializable {

    /** Number of parts. */
    int parts();

    /**
     * Reads a part from its beginning to its end.
     *
     * @param part number of the part, from 0
     * @param sink receives its transactions
     * @throws IOException if it cannot be read; the message names the place
     */
    void read(int part, Consumer<LabelledTransaction> sink) throws IOException;
}
