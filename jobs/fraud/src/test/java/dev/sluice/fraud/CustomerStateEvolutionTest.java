// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.event.ContextRows;
import dev.sluice.decisioning.window.HistoryShape;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import static org.assertj.core.api.Assertions.assertThat;

/** What an older job left in a savepoint is read by this one. */
class CustomerStateEvolutionTest {

    private static final HistoryShape SHAPE = new HistoryShape(4, 2, 1_000_000);

    @Test
    void readsStateOfBeforeAHistoryHadRoom() throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(golden("CustomerState.1.hex"));
        TypeSerializerSnapshot<CustomerState> written =
                TypeSerializerSnapshot.readVersionedSnapshot(in, getClass().getClassLoader());

        TypeSerializerSchemaCompatibility<CustomerState> compatibility =
                serializer().snapshotConfiguration().resolveSchemaCompatibility(written);
        CustomerState state = written.restoreSerializer().deserialize(in);

        assertThat(compatibility.isIncompatible()).isFalse();
        assertThat(in.available()).isZero();
        assertThat(state.windows.size).isEqualTo(6);
        assertThat(state.history.size).isEqualTo(4);
        ContextRows context =
                state.history.add(SHAPE, 70, "e7", new float[] {7, -7}, Long.MIN_VALUE);
        assertThat(context.toArray()).containsExactly(4, -4, 5, -5, 6, -6, 7, -7);
    }

    private static TypeSerializer<CustomerState> serializer() {
        return TypeInformation.of(CustomerState.class).createSerializer(new SerializerConfigImpl());
    }

    private static byte[] golden(String name) throws IOException {
        try (var in = CustomerStateEvolutionTest.class.getResourceAsStream("/state/" + name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
        }
    }
}
