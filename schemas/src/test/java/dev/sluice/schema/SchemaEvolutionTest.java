// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.schema;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SchemaEvolutionTest {

    /** As a version was on the topics first; never changed, only joined by later ones. */
    private static final String GOLDEN = "/golden/%s.%d.hex";

    static List<SpecificRecord> samples() {
        return Samples.all();
    }

    @Test
    void everySchemaHasASample() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/avro"))) {
            assertThat(Samples.all())
                    .extracting(sample -> sample.getSchema().getName() + ".avsc")
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyFieldIsDocumented(SpecificRecord sample) {
        List<String> undocumented = new ArrayList<>();
        undocumented(sample.getSchema(), "", undocumented);
        assertThat(undocumented).as("fields and types without a doc").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsTheBytesOfTheNewestVersion(SpecificRecord sample) throws Exception {
        assertThat(format(sample).decode(golden(sample, newest(sample)))).isEqualTo(sample);
    }

    @Test
    void readsDecisionsOfBeforeTheGateKeptHowItSawThem() throws Exception {
        Decision sample = Samples.decision();
        sample.setFirstPassProbability(0);
        sample.setFirstPassOutcome("");
        sample.setChance(0);
        sample.setDeviceMicros(0);

        assertThat(format(sample).decode(golden(sample, 1))).isEqualTo(sample);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aChangedSchemaIsNoticed(SpecificRecord sample) throws Exception {
        int newest = newest(sample);
        byte[] written = Arrays.copyOf(golden(sample, newest), AvroWireFormat.HEADER_BYTES);
        assertThat(AvroWireFormat.header(sample.getSchema()))
                .as(
                        "fingerprint of %s. If the schema was changed on purpose: keep its old text"
                                + " as src/main/resources/dev/sluice/schema/history/%s.%d.avsc, and"
                                + " add a golden file of the new version",
                        sample.getSchema().getFullName(), sample.getSchema().getName(), newest)
                .isEqualTo(written);
    }

    @Test
    void readsWhatAnOlderSchemaWrote() throws Exception {
        Schema older = schema("Control.older.avsc");
        ByteArrayEncoder bytes = start(older);
        bytes.writeString("gate.mode");
        bytes.writeString("on");
        bytes.writeLong(5);

        Control control =
                AvroWireFormat.of(Control.class, List.of(older)).decode(bytes.toByteArray());

        assertThat(control.getKind()).isEqualTo("gate.mode");
        assertThat(control.getIssuedAt().toEpochMilli()).isEqualTo(5);
        assertThat(control.getIssuedBy()).isEmpty();
    }

    @Test
    void readsWhatANewerSchemaWrote() throws Exception {
        Schema newer = schema("Control.newer.avsc");
        ByteArrayEncoder bytes = start(newer);
        bytes.writeBytes(new byte[] {1, 2, 3});
        bytes.writeString("gate.mode");
        bytes.writeLong(-2); // a block of two items that states its size
        bytes.writeLong(8);
        bytes.writeString("one");
        bytes.writeString("two");
        bytes.writeLong(0);
        bytes.writeString("off");
        bytes.writeLong(1);
        bytes.writeString("key");
        bytes.writeDouble(2.5);
        bytes.writeLong(0);
        bytes.writeLong(6);
        bytes.writeFloat(1.5f);
        bytes.writeBoolean(true);
        bytes.writeFixed(new byte[] {1, 2, 3, 4});
        bytes.writeString("somebody");

        Control control =
                AvroWireFormat.of(Control.class, List.of(newer)).decode(bytes.toByteArray());

        assertThat(control.getKind()).isEqualTo("gate.mode");
        assertThat(control.getValue()).isEqualTo("off");
        assertThat(control.getIssuedAt().toEpochMilli()).isEqualTo(6);
        assertThat(control.getIssuedBy()).isEqualTo("somebody");
    }

    @Test
    void refusesToRegisterASchemaThatCannotBeRead() {
        Schema other = Transaction.getClassSchema();
        assertThatThrownBy(() -> AvroWireFormat.of(Control.class, List.of(other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dev.sluice.schema.Transaction")
                .hasMessageContaining("dev.sluice.schema.Control");
    }

    @Test
    void findsTheHistoryInItsFolder() {
        assertThat(
                        SchemaHistory.read(
                                getClass().getClassLoader(), "evolution/history", Control.class))
                .extracting(schema -> schema.getFields().size())
                .containsExactly(3, 4);
    }

    private static ByteArrayEncoder start(Schema schema) {
        ByteArrayEncoder bytes = new ByteArrayEncoder(0);
        byte[] header = AvroWireFormat.header(schema);
        bytes.writeFixed(header, 0, header.length);
        return bytes;
    }

    private static Schema schema(String name) throws IOException {
        try (InputStream in = SchemaEvolutionTest.class.getResourceAsStream("/evolution/" + name)) {
            return new Schema.Parser().parse(in);
        }
    }

    /** Every version that was replaced is in the history. */
    private static int newest(SpecificRecord sample) {
        return SchemaHistory.of(sample.getClass()).size() + 1;
    }

    private static byte[] golden(SpecificRecord sample, int version) throws IOException {
        String file = GOLDEN.formatted(sample.getSchema().getName(), version);
        try (InputStream in = SchemaEvolutionTest.class.getResourceAsStream(file)) {
            assertThat(in)
                    .as(
                            "golden file %s, which should hold %s",
                            file, HexFormat.of().formatHex(format(sample).encode(sample)))
                    .isNotNull();
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
        }
    }

    private static WireFormat<SpecificRecord> format(SpecificRecord sample) {
        @SuppressWarnings("unchecked")
        Class<SpecificRecord> type = (Class<SpecificRecord>) sample.getClass();
        return AvroWireFormat.of(type);
    }

    private static void undocumented(Schema schema, String path, List<String> found) {
        switch (schema.getType()) {
            case RECORD -> {
                if (isBlank(schema.getDoc())) {
                    found.add(schema.getName());
                }
                for (Schema.Field field : schema.getFields()) {
                    String name = path + schema.getName() + "." + field.name();
                    if (isBlank(field.doc())) {
                        found.add(name);
                    }
                    undocumented(field.schema(), name + "/", found);
                }
            }
            case ENUM -> {
                if (isBlank(schema.getDoc())) {
                    found.add(schema.getName());
                }
            }
            case ARRAY -> undocumented(schema.getElementType(), path, found);
            case MAP -> undocumented(schema.getValueType(), path, found);
            case UNION -> schema.getTypes().forEach(type -> undocumented(type, path, found));
            default -> {}
        }
    }

    private static boolean isBlank(String doc) {
        return doc == null || doc.isBlank();
    }
}
