// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.escalation;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Flow;

import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

import java.io.IOException;

/**
 * Writes an escalation, or a control message, as a length and a block of {@link EscalationFormat}.
 *
 * <p>Records are immutable, and nobody changes their arrays once they are emitted: a copy is the
 * record itself. Not thread-safe; each thread takes a {@link #duplicate()}.
 */
final class EscalationFlowSerializer extends TypeSerializer<Flow<Escalation>> {

    private static final long serialVersionUID = 1L;

    private static final Flow<Escalation> EMPTY =
            Flow.control(new ControlMessage(ControlMessage.Kind.GATE_MODE, "", 0));

    /** Made when it is first needed: the serializer itself travels with the job graph. */
    private transient Workspace workspace;

    /** What a thread works with. */
    private static final class Workspace {

        private final EscalationFormat format = new EscalationFormat();
        private final ByteWriter writer = new ByteWriter();
        private final ByteReader reader = new ByteReader();
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public TypeSerializer<Flow<Escalation>> duplicate() {
        return new EscalationFlowSerializer();
    }

    @Override
    public Flow<Escalation> createInstance() {
        return EMPTY;
    }

    @Override
    public Flow<Escalation> copy(Flow<Escalation> from) {
        return from;
    }

    @Override
    public Flow<Escalation> copy(Flow<Escalation> from, Flow<Escalation> reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(Flow<Escalation> flow, DataOutputView target) throws IOException {
        Workspace own = workspace();
        ByteWriter writer = own.writer;
        writer.clear();
        own.format.write(flow, writer);
        target.writeInt(writer.length());
        target.write(writer.array(), 0, writer.length());
    }

    @Override
    public Flow<Escalation> deserialize(DataInputView source) throws IOException {
        Workspace own = workspace();
        int length = length(source);
        source.readFully(own.reader.expect(length), 0, length);
        return own.format.read(own.reader);
    }

    @Override
    public Flow<Escalation> deserialize(Flow<Escalation> reuse, DataInputView source)
            throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int length = length(source);
        target.writeInt(length);
        target.write(source, length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EscalationFlowSerializer;
    }

    @Override
    public int hashCode() {
        return EscalationFlowSerializer.class.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<Flow<Escalation>> snapshotConfiguration() {
        return new EscalationFlowSerializerSnapshot();
    }

    private static int length(DataInputView source) throws IOException {
        int length = source.readInt();
        if (length < 0) {
            throw new IOException("An escalation has " + length + " bytes; expected 0 or more");
        }
        return length;
    }

    private Workspace workspace() {
        if (workspace == null) {
            workspace = new Workspace();
        }
        return workspace;
    }
}
