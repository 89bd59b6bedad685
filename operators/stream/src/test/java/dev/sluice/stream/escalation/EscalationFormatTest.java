// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.escalation;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Flow;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshotSerializationUtil;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

import org.junit.jupiter.api.Test;

import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The bytes that are in checkpoints. */
class EscalationFormatTest {

    private static final String FIRST_VERSION =
            "000000eb01010101020000000000003f000080bf030000000000803f000000"
                    + "400000404000e8807e6201000088130000000000000000803e0000403f9a99"
                    + "99999999b93f07000000000000000b000000000000009a9999999999b93f9a"
                    + "9999999999a93f9a9999999999c93fcdccccccccccec3f333333333333d33f"
                    + "00000000000028400000000000001c40000000000000f03fd6ffffffffffff"
                    + "ff6300000000000000070000006576656e742d31010000802d4e0c00000066"
                    + "697273742d706173732d3103000000637075090000006e6174697665732d31"
                    + "08000000706f6c6963792d3106000000646565702d31";

    private static final String FIRST_VERSION_CONTROL =
            "00000012010000030000006f66660300000000000000";

    private final TypeSerializer<Flow<Escalation>> serializer =
            EscalationFlowTypeInfo.INSTANCE.createSerializer(null);

    @Test
    void returnsEveryFieldToTheBit() throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            Flow<Escalation> flow = Flow.event(Escalations.random(random));

            byte[] bytes = bytes(flow);
            Flow<Escalation> read = read(bytes);

            assertThat(read).usingRecursiveComparison(Escalations.BY_VALUE).isEqualTo(flow);
            assertThat(bytes(read)).as("bits of record %d", i).isEqualTo(bytes);
        }
    }

    @Test
    void readsTheFirstVersion() throws Exception {
        Flow<Escalation> escalation = Flow.event(Escalations.ofTheFirstVersion());
        Flow<Escalation> control =
                Flow.control(new ControlMessage(ControlMessage.Kind.GATE_MODE, "off", 3));

        assertThat(HexFormat.of().formatHex(bytes(escalation))).isEqualTo(FIRST_VERSION);
        assertThat(HexFormat.of().formatHex(bytes(control))).isEqualTo(FIRST_VERSION_CONTROL);
        assertThat(read(HexFormat.of().parseHex(FIRST_VERSION)))
                .usingRecursiveComparison()
                .isEqualTo(escalation);
        assertThat(read(HexFormat.of().parseHex(FIRST_VERSION_CONTROL))).isEqualTo(control);
    }

    @Test
    void sharesTheTextsThatComeAgain() throws Exception {
        byte[] bytes = bytes(Flow.event(Escalations.ofTheFirstVersion()));

        Escalation one = read(bytes).event();
        Escalation other = read(bytes).event();

        assertThat(other.scored().natives()).isSameAs(one.scored().natives());
        assertThat(other.deepModelVersion()).isSameAs(one.deepModelVersion());
    }

    @Test
    void refusesBytesThatEndTooEarlyWhereverTheyEnd() throws Exception {
        byte[] bytes = bytes(Flow.event(Escalations.ofTheFirstVersion()));
        for (int length = 0; length < bytes.length; length++) {
            DataInputDeserializer cut = new DataInputDeserializer(bytes, 0, length);
            assertThatThrownBy(() -> serializer.deserialize(cut))
                    .as("the first %d bytes", length)
                    .isInstanceOf(EOFException.class);
        }
        // the same with a frame that says so itself
        for (int length = 0; length < bytes.length - Integer.BYTES; length++) {
            DataOutputSerializer framed = new DataOutputSerializer(bytes.length);
            framed.writeInt(length);
            framed.write(bytes, Integer.BYTES, length);
            assertThatThrownBy(() -> read(framed.getCopyOfBuffer()))
                    .as("a frame of %d bytes", length)
                    .isInstanceOf(IOException.class)
                    .hasMessage("An escalation ends too early, after " + length + " bytes");
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        byte[] version = bytes(Flow.event(Escalations.ofTheFirstVersion()));
        version[Integer.BYTES] = 9;
        assertThatThrownBy(() -> read(version)).hasMessageContaining("format 9; expected 1");

        byte[] kind = bytes(Flow.event(Escalations.ofTheFirstVersion()));
        kind[Integer.BYTES + 1] = 5;
        assertThatThrownBy(() -> read(kind)).hasMessageContaining("kind 5; expected 0 or 1");

        byte[] setting =
                bytes(Flow.control(new ControlMessage(ControlMessage.Kind.GATE_MODE, "off", 3)));
        setting[Integer.BYTES + 2] = -1;
        assertThatThrownBy(() -> read(setting))
                .hasMessageContaining("kind of control message is number -1; expected 0 to 3");

        assertThatThrownBy(() -> read(new byte[] {-1, 0, 0, 0}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected 0 or more");
    }

    @Test
    void restoresItsSerializerFromACheckpoint() throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshotSerializationUtil.writeSerializerSnapshot(
                out, serializer.snapshotConfiguration());

        TypeSerializerSnapshot<Flow<Escalation>> snapshot =
                TypeSerializerSnapshotSerializationUtil.readSerializerSnapshot(
                        new DataInputDeserializer(out.getCopyOfBuffer()),
                        getClass().getClassLoader());

        assertThat(snapshot.restoreSerializer()).isEqualTo(serializer);
        assertThat(
                        serializer
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(snapshot)
                                .isCompatibleAsIs())
                .isTrue();
    }

    @Test
    void refusesACheckpointOfALaterVersion() {
        assertThatThrownBy(
                        () ->
                                new EscalationFlowSerializerSnapshot()
                                        .readSnapshot(
                                                2,
                                                new DataInputDeserializer(new byte[0]),
                                                getClass().getClassLoader()))
                .hasMessageContaining("format 2; expected 1 to 1");
    }

    @Test
    void refusesACheckpointOfAnotherSerializer() {
        @SuppressWarnings({"unchecked", "rawtypes"}) // on purpose
        TypeSerializerSnapshot<Flow<Escalation>> other =
                (TypeSerializerSnapshot)
                        TypeInformation.of(ControlMessage.class)
                                .createSerializer(new SerializerConfigImpl())
                                .snapshotConfiguration();

        assertThat(
                        serializer
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(other)
                                .isIncompatible())
                .isTrue();
    }

    private byte[] bytes(Flow<Escalation> flow) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        serializer.serialize(flow, out);
        return out.getCopyOfBuffer();
    }

    private Flow<Escalation> read(byte[] bytes) throws IOException {
        return serializer.deserialize(new DataInputDeserializer(bytes));
    }
}
