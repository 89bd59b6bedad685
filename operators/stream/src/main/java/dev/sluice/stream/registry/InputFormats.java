// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.registry;

import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.RegistryUnavailableException;
import dev.sluice.schema.RegistryWireFormat;
import dev.sluice.schema.WireFormat;
import dev.sluice.stream.config.AccessException;

import org.apache.flink.metrics.MetricGroup;

import org.apache.avro.specific.SpecificRecord;

import java.io.Serializable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How the records of the topics that are read are framed; travels with the operators. */
public interface InputFormats extends Serializable {

    /** A format of a class, for one thread, which counts in a group. */
    <R extends SpecificRecord> WireFormat<R> open(Class<R> recordType, MetricGroup metrics);

    /** A format of a class, for one thread. */
    <R extends SpecificRecord> WireFormat<R> open(Class<R> recordType);

    /** Avro single objects only. */
    static InputFormats singleObjects() {
        return new SingleObjects();
    }

    /**
     * What a registry, if there is one, knows of some topics, and whatever it is asked for later.
     *
     * @throws RegistryUnavailableException if it does not answer
     * @throws AccessException if it turns us away
     */
    static InputFormats of(Optional<RegistryConfig> registry, Collection<String> topics) {
        if (registry.isEmpty()) {
            return singleObjects();
        }
        SchemaRegistry asked =
                new SchemaRegistry(registry.get(), RegistryMetrics.none(), Waiting.real());
        Map<Integer, String> known = new LinkedHashMap<>();
        for (String topic : topics) {
            known.putAll(asked.versions(Subjects.of(topic)));
        }
        return new Registered(registry.get(), Map.copyOf(known));
    }

    /** See {@link #singleObjects()}. */
    record SingleObjects() implements InputFormats {
        @Override
        public <R extends SpecificRecord> WireFormat<R> open(
                Class<R> recordType, MetricGroup metrics) {
            return open(recordType);
        }

        @Override
        public <R extends SpecificRecord> WireFormat<R> open(Class<R> recordType) {
            return AvroWireFormat.of(recordType);
        }
    }

    /**
     * See {@link #of}.
     *
     * @param registry who is asked
     * @param known schemas by id that need not be asked for
     */
    record Registered(RegistryConfig registry, Map<Integer, String> known) implements InputFormats {

        @Override
        public <R extends SpecificRecord> WireFormat<R> open(
                Class<R> recordType, MetricGroup metrics) {
            return open(recordType, RegistryMetrics.in(metrics));
        }

        @Override
        public <R extends SpecificRecord> WireFormat<R> open(Class<R> recordType) {
            return open(recordType, RegistryMetrics.none());
        }

        private <R extends SpecificRecord> WireFormat<R> open(
                Class<R> recordType, RegistryMetrics metrics) {
            SchemaRegistry asked = new SchemaRegistry(registry, metrics, Waiting.real());
            return RegistryWireFormat.reading(
                    recordType,
                    id -> {
                        String text = known.get(id);
                        return text == null ? asked.schema(id) : Optional.of(text);
                    });
        }
    }
}
