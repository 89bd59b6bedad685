// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.swaps;

import dev.sluice.cli.kafka.TopicReader;
import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.Control;
import dev.sluice.schema.WireFormat;
import dev.sluice.schema.WireFormatException;
import dev.sluice.stream.decision.DecisionFormat;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.model.ModelJson;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.apache.kafka.common.IsolationLevel;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds every decision against the versions that it names: the calibration of its policy has to be
 * the one that belongs to its model.
 */
final class Mixtures {

    /**
     * What was found.
     *
     * @param decisions decisions on the topic
     * @param distinct events with a decision
     * @param mixed decisions whose model and policy do not belong together
     * @param failed decisions that fell back because a model failed
     * @param firstPass decisions by version of the first pass
     * @param deep deep decisions by version of the deep model
     */
    record Found(
            @JsonProperty("decisions") long decisions,
            @JsonProperty("distinct") long distinct,
            @JsonProperty("mixed") long mixed,
            @JsonProperty("failed") long failed,
            @JsonProperty("by_first_pass") Map<String, Long> firstPass,
            @JsonProperty("by_deep") Map<String, Long> deep) {}

    private final Map<String, Calibration> ofFirstPass;
    private final Map<String, Map<String, Calibration>> ofDeep;
    private final Map<String, Policy> policies = new HashMap<>();
    private final Map<String, Long> firstPass = new TreeMap<>();
    private final Map<String, Long> deep = new TreeMap<>();
    private final BitSet seen = new BitSet();
    private long decisions;
    private long mixed;
    private long failed;

    /**
     * A check against the calibrations that belong to versions.
     *
     * @param initial the policy that the job started with
     */
    Mixtures(
            Policy initial,
            Map<String, Calibration> ofFirstPass,
            Map<String, Map<String, Calibration>> ofDeep) {
        this.ofFirstPass = ofFirstPass;
        this.ofDeep = ofDeep;
        policies.put(initial.version(), initial);
    }

    Found look(KafkaConfig kafka) throws IOException {
        WireFormat<Control> control = AvroWireFormat.of(Control.class);
        TopicReader.read(
                kafka,
                kafka.controlTopic(),
                IsolationLevel.READ_UNCOMMITTED,
                record -> {
                    Control message = decoded(control, record.value());
                    if (message.getKind().equals("policy")) {
                        Policy policy = ModelJson.policy(message.getValue());
                        policies.put(policy.version(), policy);
                    }
                });
        DecisionFormat format = new DecisionFormat();
        TopicReader.read(
                kafka,
                kafka.decisionsTopic(),
                IsolationLevel.READ_UNCOMMITTED,
                record -> look(decoded(format, record.value())));
        return new Found(decisions, seen.cardinality(), mixed, failed, firstPass, deep);
    }

    private void look(Decision decision) {
        decisions++;
        seen.set(Integer.parseInt(decision.eventId()));
        Decision.Versions versions = decision.versions();
        firstPass.merge(versions.firstPassModel(), 1L, Long::sum);
        Policy policy = policies.get(versions.policy());
        if (decision.source() == DecisionSource.DEEP) {
            deep.merge(versions.deepModel(), 1L, Long::sum);
            if (policy == null || !policy.deep().equals(ofDeep.get(versions.deepModel()))) {
                mixed++;
            }
            return;
        }
        if (policy == null
                || !policy.firstPass().equals(ofFirstPass.get(versions.firstPassModel()))) {
            mixed++;
        }
        switch (decision.reason()) {
            case MODEL_ERROR, BAD_OUTPUT, DEVICE_LOST, CIRCUIT_OPEN -> failed++;
            default -> {
                // the load decides
            }
        }
    }

    private static <T> T decoded(WireFormat<T> format, byte[] bytes) {
        try {
            return format.decode(bytes);
        } catch (WireFormatException e) {
            throw new IllegalStateException("A record cannot be read: " + e.getMessage(), e);
        }
    }
}
