// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Machine-readable results: the {@code --json FILE} of every command that reports. */
final class Json {

    private static final ObjectMapper MAPPER =
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .registerModule(unknownNumbers());

    private Json() {}

    /** Writes a result, creating the folder that it goes to. */
    static void write(Path file, Object result) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Files.writeString(file, MAPPER.writeValueAsString(result) + "\n");
    }

    /** JSON has no NaN: a number that is unknown is null. */
    private static SimpleModule unknownNumbers() {
        JsonSerializer<Double> serializer =
                new JsonSerializer<>() {
                    @Override
                    public void serialize(
                            Double value, JsonGenerator json, SerializerProvider provider)
                            throws IOException {
                        if (Double.isFinite(value)) {
                            json.writeNumber(value);
                        } else {
                            json.writeNull();
                        }
                    }
                };
        return new SimpleModule()
                .addSerializer(Double.class, serializer)
                .addSerializer(double.class, serializer);
    }
}
