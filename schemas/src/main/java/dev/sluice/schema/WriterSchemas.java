// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.schema;

import java.util.Optional;

/** The schemas that records were written with, by the ids that a registry gave them. */
public interface WriterSchemas {

    /**
     * The Avro schema of an id, as text; always the same one.
     *
     * @return empty if the registry knows no such id
     * @throws WireFormatException if what has the id is no Avro schema that stands for itself
     * @throws RegistryUnavailableException if the registry could not be asked
     */
    Optional<String> schema(int id) throws WireFormatException;
}
