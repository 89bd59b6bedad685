// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.schema;

import org.apache.avro.specific.SpecificRecord;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The schemas as they are written in {@code src/main/avro}, for who publishes them. */
public final class SchemaTexts {

    private SchemaTexts() {}

    /**
     * The schema of a generated class.
     *
     * <p>Not that of the class itself, which tells Java's readers things that are nobody else's
     * business.
     */
    public static String of(Class<? extends SpecificRecord> recordType) {
        String name = "dev/sluice/schema/" + recordType.getSimpleName() + ".avsc";
        try (InputStream in = recordType.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException(
                        "there is no schema " + name + "; expected one beside " + recordType);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the schema " + name, e);
        }
    }
}
