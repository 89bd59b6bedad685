// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.schema;

import org.apache.avro.Schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The schemas that a record was written with in the past.
 *
 * <p>Before a schema in {@code src/main/avro} is changed, its text is kept as the resource {@code
 * dev/sluice/schema/history/NAME.N.avsc}, N counting from 1 without gaps. Readers then still take
 * the records that are on the topics.
 */
final class SchemaHistory {

    private SchemaHistory() {}

    /** Earlier schemas of a generated class, oldest first. */
    static List<Schema> of(Class<?> recordType) {
        return read(recordType.getClassLoader(), "dev/sluice/schema/history", recordType);
    }

    static List<Schema> read(ClassLoader loader, String folder, Class<?> recordType) {
        List<Schema> schemas = new ArrayList<>();
        while (true) {
            String name = recordType.getSimpleName() + "." + (schemas.size() + 1) + ".avsc";
            try (InputStream in = loader.getResourceAsStream(folder + "/" + name)) {
                if (in == null) {
                    return List.copyOf(schemas);
                }
                schemas.add(new Schema.Parser().parse(in));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the schema " + name, e);
            }
        }
    }
}
