// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.size;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What a unit of work takes, as benches measured it.
 *
 * @param fastMicros processor time of an event that the first pass decides, state on the heap
 * @param rocksDbFactor the same with state on the disk, divided by that
 * @param deepMicros processor time that a deep look adds
 * @param passes passes that such a look had
 * @param gpuPassesPerSecond passes a second of one GPU; 0 if none was measured
 * @param heapBytesPerKey heap of a key, without its events
 * @param heapBytesPerEvent heap of an event that a key remembers
 * @param diskBytesPerKey the same of state on the disk
 * @param diskBytesPerEvent the same of state on the disk
 * @param baseHeapMb heap in use of a process without state
 * @param nativeMb memory of a process besides its heap
 * @param decisionBytes bytes of a decision on its topic
 * @param measured the commands that measured it, and the machine
 */
public record UnitCosts(
        @JsonProperty("fast_cpu_us") double fastMicros,
        @JsonProperty("rocksdb_cpu_factor") double rocksDbFactor,
        @JsonProperty("deep_look_cpu_us") double deepMicros,
        @JsonProperty("passes") double passes,
        @JsonProperty("gpu_passes_per_second") double gpuPassesPerSecond,
        @JsonProperty("heap_bytes_per_key") double heapBytesPerKey,
        @JsonProperty("heap_bytes_per_event") double heapBytesPerEvent,
        @JsonProperty("disk_bytes_per_key") double diskBytesPerKey,
        @JsonProperty("disk_bytes_per_event") double diskBytesPerEvent,
        @JsonProperty("base_heap_mb") double baseHeapMb,
        @JsonProperty("native_mb") double nativeMb,
        @JsonProperty("decision_bytes") double decisionBytes,
        @JsonProperty("measured") List<String> measured) {

    private static final String PACKAGED = "unit-costs.json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Copies the list. */
    public UnitCosts {
        measured = List.copyOf(measured);
    }

    /** Those that come with the command. */
    public static UnitCosts packaged() throws IOException {
        try (InputStream in = UnitCosts.class.getResourceAsStream(PACKAGED)) {
            return MAPPER.readValue(in, UnitCosts.class);
        }
    }

    /**
     * Reads unit costs.
     *
     * @throws IOException if the text is no such JSON
     */
    public static UnitCosts read(String json) throws IOException {
        return MAPPER.readValue(json, UnitCosts.class);
    }

    /**
     * The same with the processor times of a run of {@code bench throughput}.
     *
     * @param json what it wrote with {@code --json}
     * @param name names the file in messages
     * @throws IllegalArgumentException if it has no figures of the first pass or of the cascade, or
     *     no deep look among them
     */
    public UnitCosts withThroughput(String json, String name) throws IOException {
        JsonNode result = MAPPER.readTree(json);
        double fast = figure(result, "first-pass-only", "cpu_us_per_event", name);
        double cascade = figure(result, "cascade", "cpu_us_per_event", name);
        double share = figure(result, "cascade", "deep_share", name);
        double measuredPasses = figure(result, "cascade", "mean_passes", name);
        if (!(share > 0)) {
            throw new IllegalArgumentException(
                    name + ": deep_share of cascade is " + share + "; expected more than 0");
        }
        List<String> sources = new ArrayList<>(measured);
        sources.add("processor times: " + name);
        return new UnitCosts(
                fast,
                rocksDbFactor,
                Math.max(0, cascade - fast) / share,
                measuredPasses,
                gpuPassesPerSecond,
                heapBytesPerKey,
                heapBytesPerEvent,
                diskBytesPerKey,
                diskBytesPerEvent,
                baseHeapMb,
                nativeMb,
                decisionBytes,
                sources);
    }

    /** The same with another number of passes a second of one GPU. */
    public UnitCosts withGpuPassesPerSecond(double passesPerSecond) {
        return new UnitCosts(
                fastMicros,
                rocksDbFactor,
                deepMicros,
                passes,
                passesPerSecond,
                heapBytesPerKey,
                heapBytesPerEvent,
                diskBytesPerKey,
                diskBytesPerEvent,
                baseHeapMb,
                nativeMb,
                decisionBytes,
                measured);
    }

    private static double figure(JsonNode result, String variant, String field, String name) {
        JsonNode figure = result.path("variants").path(variant).path(field);
        if (!figure.isNumber()) {
            throw new IllegalArgumentException(
                    name
                            + " has no "
                            + field
                            + " of variant "
                            + variant
                            + "; expected the JSON of 'sluice bench throughput' with variants"
                            + " first-pass-only and cascade");
        }
        return figure.asDouble();
    }
}
