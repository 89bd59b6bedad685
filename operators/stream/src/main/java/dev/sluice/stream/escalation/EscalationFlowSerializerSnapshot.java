// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.escalation;

import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Flow;

import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

import java.io.IOException;

/**
 * What a checkpoint says about how its escalations are written: the version of the format. Public
 * because Flink makes it by name.
 */
public final class EscalationFlowSerializerSnapshot
        implements TypeSerializerSnapshot<Flow<Escalation>> {

    /** Called by Flink. */
    public EscalationFlowSerializerSnapshot() {}

    @Override
    public int getCurrentVersion() {
        return EscalationFormat.VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) {
        // the version is all there is to say, and Flink writes it
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader loader)
            throws IOException {
        if (readVersion < 1 || readVersion > EscalationFormat.VERSION) {
            throw new IOException(
                    "The checkpoint holds escalations in format "
                            + readVersion
                            + "; expected 1 to "
                            + EscalationFormat.VERSION
                            + ". Restore it with the version of Sluice that took it, or a later"
                            + " one.");
        }
    }

    @Override
    public TypeSerializer<Flow<Escalation>> restoreSerializer() {
        return new EscalationFlowSerializer();
    }

    @Override
    public TypeSerializerSchemaCompatibility<Flow<Escalation>> resolveSchemaCompatibility(
            TypeSerializerSnapshot<Flow<Escalation>> old) {
        return old instanceof EscalationFlowSerializerSnapshot
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
