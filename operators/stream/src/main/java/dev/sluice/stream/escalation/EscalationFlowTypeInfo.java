// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.escalation;

import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Flow;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of what travels from gate to deep, to Flink: a value without fields or key. */
public final class EscalationFlowTypeInfo extends TypeInformation<Flow<Escalation>> {

    /** The only one. */
    public static final EscalationFlowTypeInfo INSTANCE = new EscalationFlowTypeInfo();

    private static final long serialVersionUID = 1L;

    private EscalationFlowTypeInfo() {}

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    @SuppressWarnings("unchecked") // a class does not know its type arguments
    public Class<Flow<Escalation>> getTypeClass() {
        return (Class<Flow<Escalation>>) (Class<?>) Flow.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<Flow<Escalation>> createSerializer(SerializerConfig config) {
        return new EscalationFlowSerializer();
    }

    @Override
    public String toString() {
        return "Flow<Escalation>";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EscalationFlowTypeInfo;
    }

    @Override
    public int hashCode() {
        return EscalationFlowTypeInfo.class.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof EscalationFlowTypeInfo;
    }
}
