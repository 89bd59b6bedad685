// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.schema;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RegistryWireFormatTest {

    private static final int OURS = 7;
    private static final int OLDER = 70_000;
    private static final int NEWER = 2_000_000_000;
    private static final int INCOMPATIBLE = 1;

    private final AtomicInteger asked = new AtomicInteger();
    private final Map<Integer, String> registry = new HashMap<>();

    static List<SpecificRecord> samples() {
        return Samples.all();
    }

    @Test
    void theHeaderIsAZeroAndTheIdInBigEndian() {
        assertThat(RegistryWireFormat.header(0x01020304)).containsExactly(0, 1, 2, 3, 4);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsWhatWasWrittenWithTheSchemaThatWePublish(SpecificRecord sample) throws Exception {
        registry.put(OURS, SchemaTexts.of(sample.getClass()));

        byte[] bytes =
                AvroWireFormat.framed(type(sample), RegistryWireFormat.header(OURS)).encode(sample);

        assertThat(bytes).startsWith(0, 0, 0, 0, OURS);
        assertThat(format(sample).decode(bytes)).isEqualTo(sample);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsOlderAndNewerVersionsOfEverySchemaSideBySide(SpecificRecord sample) throws Exception {
        Schema older = Versions.older(sample.getSchema());
        Schema newer = Versions.newer(sample.getSchema());
        registry.put(OLDER, older.toString());
        registry.put(NEWER, newer.toString());
        registry.put(OURS, SchemaTexts.of(sample.getClass()));
        WireFormat<SpecificRecord> format = format(sample);

        for (int round = 0; round < 3; round++) {
            assertThat(format.decode(written(OLDER, sample, older)))
                    .isEqualTo(Versions.expected(sample, older));
            assertThat(format.decode(written(OURS, sample, sample.getSchema()))).isEqualTo(sample);
            assertThat(format.decode(written(NEWER, sample, newer)))
                    .isEqualTo(Versions.expected(sample, newer));
        }

        assertThat(asked).hasValue(3);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void singleObjectsReadOlderAndNewerVersionsThatWereNamed(SpecificRecord sample)
            throws Exception {
        for (Schema version :
                List.of(Versions.older(sample.getSchema()), Versions.newer(sample.getSchema()))) {
            byte[] bytes =
                    Versions.joined(
                            AvroWireFormat.header(version), Versions.write(sample, version));

            assertThat(AvroWireFormat.of(type(sample), List.of(version)).decode(bytes))
                    .isEqualTo(Versions.expected(sample, version));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anIncompatibleVersionIsRefusedWithTheReasonAndAskedForOnce(SpecificRecord sample) {
        Schema version = Versions.incompatible(sample.getSchema());
        registry.put(INCOMPATIBLE, version.toString());
        WireFormat<SpecificRecord> format = format(sample);

        for (int round = 0; round < 3; round++) {
            byte[] bytes = Versions.joined(RegistryWireFormat.header(INCOMPATIBLE), new byte[8]);
            assertThatThrownBy(() -> format.decode(bytes))
                    .isInstanceOf(WireFormatException.class)
                    .satisfies(e -> assertThat(reason(e)).isEqualTo("WRONG_SCHEMA"))
                    .hasMessageContaining("schema id 1 (" + sample.getSchema().getFullName())
                    .hasMessageContaining("TYPE_MISMATCH at /fields/0")
                    .hasMessageContaining("expected a schema that can be read as");
        }

        assertThat(asked).hasValue(1);
    }

    @Test
    void anUnknownIdIsRefusedAndReadOnceItIsRegistered() throws Exception {
        Control sample = Samples.control();
        WireFormat<SpecificRecord> format = format(sample);
        byte[] bytes = written(OURS, sample, sample.getSchema());

        assertThatThrownBy(() -> format.decode(bytes))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining("knows no schema of id 7");

        registry.put(OURS, SchemaTexts.of(Control.class));
        assertThat(format.decode(bytes)).isEqualTo(sample);
    }

    @Test
    void whatIsNoSchemaIsRefused() {
        registry.put(OURS, "syntax = \"proto3\";");
        assertThatThrownBy(
                        () ->
                                format(Samples.control())
                                        .decode(
                                                Versions.joined(
                                                        RegistryWireFormat.header(OURS),
                                                        new byte[4])))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining("schema id 7 is no Avro schema");
    }

    @Test
    void anotherRecordIsAWrongSchema() throws Exception {
        registry.put(OURS, SchemaTexts.of(Transaction.class));
        byte[] bytes = Versions.joined(RegistryWireFormat.header(OURS), new byte[10]);
        assertThatThrownBy(() -> format(Samples.control()).decode(bytes))
                .satisfies(e -> assertThat(reason(e)).isEqualTo("WRONG_SCHEMA"))
                .hasMessageContaining("NAME_MISMATCH");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void singleObjectsAreReadBesideThem(SpecificRecord sample) throws Exception {
        byte[] bytes = AvroWireFormat.of(type(sample)).encode(sample);

        assertThat(format(sample).decode(bytes)).isEqualTo(sample);
        assertThat(format(sample).encode(sample)).isEqualTo(bytes);
        assertThat(asked).hasValue(0);
    }

    @Test
    void aRegistryThatDoesNotAnswerIsNoFaultOfTheRecord() throws Exception {
        Control sample = Samples.control();
        WireFormat<Control> format =
                RegistryWireFormat.reading(
                        Control.class,
                        id -> {
                            if (asked.getAndIncrement() == 0) {
                                throw new RegistryUnavailableException("away", null);
                            }
                            return Optional.of(SchemaTexts.of(Control.class));
                        });
        byte[] bytes = written(OURS, sample, sample.getSchema());

        assertThatThrownBy(() -> format.decode(bytes))
                .isInstanceOf(RegistryUnavailableException.class);
        assertThat(format.decode(bytes)).isEqualTo(sample);
    }

    @Test
    void whateverTheBytesAreTheyAreReadOrRefused() throws Exception {
        Control sample = Samples.control();
        registry.put(OURS, SchemaTexts.of(Control.class));
        WireFormat<SpecificRecord> format = format(sample);
        byte[] good = written(OURS, sample, sample.getSchema());
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> format.decode(cut)).isInstanceOf(WireFormatException.class);
        }
        long seed = 20261129;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                format.decode(bytes);
            } catch (WireFormatException e) {
                assertThat(e.getMessage()).as("seed " + seed).isNotBlank();
            }
        }
        assertThatThrownBy(() -> format.decode(null)).isInstanceOf(WireFormatException.class);
    }

    private WireFormat<SpecificRecord> format(SpecificRecord sample) {
        return RegistryWireFormat.reading(
                type(sample),
                id -> {
                    asked.incrementAndGet();
                    return Optional.ofNullable(registry.get(id));
                });
    }

    private static byte[] written(int id, SpecificRecord sample, Schema version) throws Exception {
        return Versions.joined(RegistryWireFormat.header(id), Versions.write(sample, version));
    }

    private static String reason(Throwable refusal) {
        return ((WireFormatException) refusal).reason().name();
    }

    @SuppressWarnings("unchecked")
    private static Class<SpecificRecord> type(SpecificRecord sample) {
        return (Class<SpecificRecord>) sample.getClass();
    }
}
