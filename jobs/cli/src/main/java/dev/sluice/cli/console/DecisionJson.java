// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.console;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.WireFormatException;
import dev.sluice.stream.decision.DecisionFormat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A decision as JSON, with the fields of the topic's schema. */
public final class DecisionJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private DecisionJson() {}

    /** The record that a consumer would read, as JSON. */
    public static JsonNode of(Decision decision) {
        try {
            return MAPPER.readTree(
                    AvroWireFormat.of(dev.sluice.schema.Decision.class)
                            .decode(new DecisionFormat().encode(decision))
                            .toString());
        } catch (WireFormatException | JsonProcessingException e) {
            throw new IllegalStateException("Cannot write " + decision + " as JSON", e);
        }
    }
}
