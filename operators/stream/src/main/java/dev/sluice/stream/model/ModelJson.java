// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.decisioning.gate.GateTuning;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.release.ReleaseBook;
import dev.sluice.decisioning.release.ReleaseDesk;
import dev.sluice.inference.Manifest;
import dev.sluice.stream.config.WholeCharacters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.time.Instant;

/**
 * Manifests and tunings as JSON, policies as YAML: keys in kebab-case, unknown keys refused, order
 * stable.
 */
public final class ModelJson {

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                    .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .addModule(instants())
                    .build();

    private static final ObjectMapper YAML =
            YAMLMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .build();

    private ModelJson() {}

    /**
     * Reads a manifest.
     *
     * @throws IllegalArgumentException saying what is wrong and where
     */
    public static Manifest manifest(String json) {
        return read(JSON, json, Manifest.class, "manifest");
    }

    /** Writes a manifest; equal manifests give equal text. */
    public static String json(Manifest manifest) {
        return write(JSON, manifest);
    }

    /**
     * Reads a policy.
     *
     * @throws IllegalArgumentException saying what is wrong and where
     */
    public static Policy policy(String yaml) {
        return read(YAML, yaml, Policy.class, "policy");
    }

    /** Writes a policy; equal policies give equal text. */
    public static String yaml(Policy policy) {
        return write(YAML, policy);
    }

    /**
     * Reads what a gate is to be tuned to.
     *
     * @throws IllegalArgumentException saying what is wrong and where
     */
    public static GateTuning tuning(String json) {
        return read(JSON, json, GateTuning.class, "tuning");
    }

    /** Writes what a gate is to be tuned to; equal tunings give equal text. */
    public static String json(GateTuning tuning) {
        return write(JSON, tuning);
    }

    /**
     * Reads which versions of the models hold.
     *
     * @throws IllegalArgumentException saying what is wrong and where
     */
    public static ReleaseBook book(String json) {
        return read(JSON, json, ReleaseBook.class, "book of releases");
    }

    /** Writes which versions of the models hold; equal books give equal text. */
    public static String json(ReleaseBook book) {
        return write(JSON, book);
    }

    /**
     * Reads what a desk of releases goes on with.
     *
     * @throws IllegalArgumentException saying what is wrong and where
     */
    public static ReleaseDesk.Snapshot desk(String json) {
        return read(JSON, json, ReleaseDesk.Snapshot.class, "state of the releases");
    }

    /** Writes what a desk of releases goes on with. */
    public static String json(ReleaseDesk.Snapshot snapshot) {
        return write(JSON, snapshot);
    }

    private static <T> T read(ObjectMapper mapper, String text, Class<T> type, String what) {
        try {
            T read = mapper.readValue(new WholeCharacters(text), type);
            if (read == null) {
                throw new IllegalArgumentException(
                        what + " is '" + text.strip() + "'; expected its fields");
            }
            return read;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            throw new IllegalArgumentException(
                    what + " cannot be read" + where + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException("A text cannot fail to be read", e);
        }
    }

    private static String write(ObjectMapper mapper, Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write " + value, e);
        }
    }

    private static SimpleModule instants() {
        SimpleModule module = new SimpleModule();
        module.addSerializer(Instant.class, new ToStringSerializer(Instant.class));
        module.addDeserializer(
                Instant.class,
                new com.fasterxml.jackson.databind.deser.std.FromStringDeserializer<Instant>(
                        Instant.class) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected Instant _deserialize(
                            String value,
                            com.fasterxml.jackson.databind.DeserializationContext context) {
                        return Instant.parse(value);
                    }
                });
        return module;
    }
}
