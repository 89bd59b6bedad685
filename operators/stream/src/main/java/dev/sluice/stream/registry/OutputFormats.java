// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.registry;

import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.RegistryUnavailableException;
import dev.sluice.schema.RegistryWireFormat;
import dev.sluice.schema.SchemaTexts;
import dev.sluice.stream.config.AccessException;

import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is in front of the records of the topics that are written.
 *
 * <p>Ids are asked for here, where a job is put together: its sinks never need the registry.
 */
public final class OutputFormats {

    private final Optional<RegistryConfig> registry;
    private final Map<String, byte[]> headers = new HashMap<>();

    private OutputFormats(Optional<RegistryConfig> registry) {
        this.registry = registry;
    }

    /** Avro single objects only. */
    public static OutputFormats singleObjects() {
        return new OutputFormats(Optional.empty());
    }

    /** As a registry's configuration asks for; single objects without one. */
    public static OutputFormats of(Optional<RegistryConfig> registry) {
        return new OutputFormats(
                registry.filter(config -> config.output() == OutputFraming.REGISTRY));
    }

    /**
     * The bytes in front of every record of a topic.
     *
     * @throws RegistryUnavailableException if the registry does not answer
     * @throws AccessException if it turns us away, or does not take the schema
     */
    public byte[] header(String topic, Class<? extends SpecificRecord> recordType) {
        return headers.computeIfAbsent(
                topic,
                name ->
                        registry.map(
                                        config ->
                                                RegistryWireFormat.header(
                                                        id(config, name, recordType)))
                                .orElseGet(
                                        () ->
                                                AvroWireFormat.header(
                                                        SpecificData.get().getSchema(recordType))));
    }

    private static int id(
            RegistryConfig config, String topic, Class<? extends SpecificRecord> recordType) {
        SchemaRegistry asked = new SchemaRegistry(config, RegistryMetrics.none(), Waiting.real());
        String subject = Subjects.of(topic);
        String schema = SchemaTexts.of(recordType);
        if (config.schemas() == OwnSchemas.EXPECT) {
            return asked.lookUp(subject, schema).orElseThrow(() -> missing(asked, subject));
        }
        if (config.compatibility() == Compatibility.UNCHANGED) {
            return asked.register(subject, schema);
        }
        asked.require(subject, config.compatibility());
        int id = asked.register(subject, schema);
        // a registry need not keep the rule of a subject that was not there yet
        asked.require(subject, config.compatibility());
        return id;
    }

    private static AccessException missing(SchemaRegistry asked, String subject) {
        return new AccessException(
                "schema registry "
                        + asked.url()
                        + " has no version of "
                        + subject
                        + " that is our schema, and "
                        + RegistryOptions.SCHEMAS.key()
                        + " is 'expect'; expected it to be registered there, from"
                        + " schemas/src/main/avro",
                null);
    }
}
