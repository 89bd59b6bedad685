// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.escalation;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Flow;

import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.testutils.DeeplyEqualsChecker;

import org.assertj.core.api.recursive.comparison.RecursiveComparisonDifferenceCalculator;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What Flink asks of every serializer. */
class EscalationFlowSerializerTest extends SerializerTestBase<Flow<Escalation>> {

    EscalationFlowSerializerTest() {
        super(
                new DeeplyEqualsChecker()
                        .withCustomCheck(
                                (a, b) -> a instanceof Flow && b instanceof Flow,
                                (a, b, checker) ->
                                        new RecursiveComparisonDifferenceCalculator()
                                                .determineDifferences(a, b, Escalations.BY_VALUE)
                                                .isEmpty()));
    }

    @Override
    protected TypeSerializer<Flow<Escalation>> createSerializer() {
        return EscalationFlowTypeInfo.INSTANCE.createSerializer(null);
    }

    @Override
    protected int getLength() {
        return -1;
    }

    @Override
    protected Class<Flow<Escalation>> getTypeClass() {
        return EscalationFlowTypeInfo.INSTANCE.getTypeClass();
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generic types
    protected Flow<Escalation>[] getTestData() {
        Random random = new Random(1);
        List<Flow<Escalation>> flows = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            flows.add(Flow.event(Escalations.random(random)));
        }
        flows.add(Flow.control(new ControlMessage(ControlMessage.Kind.GATE_MODE, "off", 7)));
        return flows.toArray(new Flow[0]);
    }
}
