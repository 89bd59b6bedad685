// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.config;

import dev.sluice.stream.decision.DeliveryOptions;
import dev.sluice.stream.ingest.IngestOptions;
import dev.sluice.stream.kafka.KafkaOptions;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConfigFileTest {

    private static final ConfigOption<Double> SHARE =
            ConfigOptions.key("gate.budget.share").doubleType().defaultValue(0.1);
    private static final ConfigOption<Boolean> STRICT =
            ConfigOptions.key("gate.strict").booleanType().defaultValue(false);
    private static final ConfigOption<List<String>> BLOCKED =
            ConfigOptions.key("gate.blocked").stringType().asList().defaultValues();
    private static final ConfigOption<Duration> NO_DEFAULT =
            ConfigOptions.key("deep.deadline").durationType().noDefaultValue();

    private static final List<ConfigOption<?>> KNOWN = known();

    @Test
    void aCharacterOfTwoHalvesMayStandAnywhere() {
        for (int before = 1_000; before < 1_040; before++) {
            String comment = "# " + "x".repeat(before) + "\ud83d\ude00\ud83d\ude00 and on\n";

            SluiceConfig read = parse(comment + "gate.budget.share: 0.25\n");

            assertThat(read.own().get(SHARE)).as("after %s", before).isEqualTo(0.25);
        }
    }

    @Test
    void nestedAndDottedKeysMeanTheSame() {
        SluiceConfig nested =
                parse(
                        """
                        gate:
                          budget:
                            share: 0.25
                          blocked: [a, "b;c"]
                        ingest:
                          max-out-of-orderness: 7 s
                        """);
        SluiceConfig dotted =
                parse(
                        """
                        gate.budget.share: 0.25
                        gate.blocked: a;'b;c'
                        ingest.max-out-of-orderness: 7 s
                        """);
        for (SluiceConfig config : List.of(nested, dotted)) {
            assertThat(config.own().get(SHARE)).isEqualTo(0.25);
            assertThat(config.own().get(BLOCKED)).containsExactly("a", "b;c");
            assertThat(config.own().get(IngestOptions.MAX_OUT_OF_ORDERNESS))
                    .isEqualTo(Duration.ofSeconds(7));
        }
    }

    @Test
    void keysUnderFlinkGoToFlink() {
        SluiceConfig config =
                parse(
                        """
                        flink:
                          parallelism.default: 3
                          execution.checkpointing.interval: 10 s
                          some.plugin.of.mine: 007
                        """);
        assertThat(config.flink().get(CoreOptions.DEFAULT_PARALLELISM)).isEqualTo(3);
        assertThat(config.flink().toMap())
                .containsEntry("some.plugin.of.mine", "007")
                .containsEntry("execution.checkpointing.interval", "10 s");
        assertThat(config.own().toMap()).isEmpty();
    }

    @Test
    void keysUnderKafkaPropertiesGoToTheClients() {
        SluiceConfig config =
                parse(
                        """
                        kafka:
                          bootstrap-servers: a:1,b:2
                          properties:
                            linger.ms: 9
                            sasl:
                              jaas.config: "x required y=\\"z\\";"
                        """);
        assertThat(KafkaOptions.read(config.own()).properties())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("linger.ms", "9", "sasl.jaas.config", "x required y=\"z\";"));
    }

    @Test
    void enumsAreWrittenAsTheyAreDocumented() {
        SluiceConfig config = parse("delivery.guarantee: exactly-once");
        assertThat(config.own().get(DeliveryOptions.GUARANTEE))
                .isEqualTo(DeliveryGuarantee.EXACTLY_ONCE);
    }

    @Test
    void anEmptyFileIsAConfiguration() {
        assertThat(parse("").own().toMap()).isEmpty();
        assertThat(parse("# nothing yet\n").own().toMap()).isEmpty();
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearestOne() {
        assertThatThrownBy(() -> parse("\ngate:\n  budget:\n    shar: 0.1\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "sluice.yaml:4: unknown option gate.budget.shar (value '0.1'); expected"
                                + " gate.budget.share perhaps, or a key of the option table, or one"
                                + " under flink. or kafka.properties.");
    }

    @Test
    void aKeyLikeNoOtherIsRefusedWithoutAGuess() {
        assertThatThrownBy(() -> parse("colour: red"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("unknown option colour (value 'red')")
                .hasMessageNotContaining("perhaps");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ingest.idle-timeout|5|a duration with a unit",
                "ingest.idle-timeout|soon|a duration with a unit",
                "deep.deadline|250|a duration with a unit",
                "ingest.max-bytes|many|a size",
                "ingest.max-id-length|2.5|a whole number",
                "gate.budget.share|a tenth|a number",
                "gate.budget.share|NaN|a finite number",
                "gate.strict|maybe|true or false",
                "ingest.start|newest|one of earliest, latest, committed",
                "delivery.guarantee|twice|one of exactly-once, at-least-once, none",
                "flink.parallelism.default|two|a whole number",
            })
    void anImpossibleValueIsRefused(String key, String value, String expected) {
        assertThatThrownBy(() -> parse(key + ": " + value))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "sluice.yaml:1: " + key + " is '" + value + "'; expected " + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: [1|not YAML",
                "just a text|has no key",
                "[1, 2]|has no key",
                "gate.strict:|gate.strict has no value",
                "gate.blocked: [[1]]|more than values",
                "gate.strict: *anchor|anchor",
            })
    void whatIsNotKeysAndValuesIsRefused(String yaml, String message) {
        assertThatThrownBy(() -> parse(yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("sluice.yaml:1: ")
                .hasMessageContaining(message);
    }

    @Test
    void aKeyThatIsSetTwiceIsRefused() {
        assertThatThrownBy(() -> parse("gate:\n  strict: true\ngate.strict: false\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("sluice.yaml:3: gate.strict is set a second time")
                .hasMessageContaining("sluice.yaml:2");
    }

    @Test
    void aSecondDocumentIsRefused() {
        assertThatThrownBy(() -> parse("gate.strict: true\n---\ngate.strict: false\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("second document");
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        Path file = folder.resolve("none.yaml");
        assertThatThrownBy(() -> ConfigFile.read(file, KNOWN))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(file.toAbsolutePath().toString())
                .hasMessageContaining("does not exist");
    }

    @Test
    void readsAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("sluice.yaml"), "gate.strict: true\n");
        assertThat(ConfigFile.read(file, KNOWN).own().get(STRICT)).isTrue();
    }

    @Test
    void theCommandLineReplacesValuesUnderTheSameRules() {
        SluiceConfig file = parse("gate.budget.share: 0.1\ngate.strict: true\n");
        SluiceConfig replaced = file.with(Map.of("gate.budget.share", "0.2"));
        assertThat(replaced.own().get(SHARE)).isEqualTo(0.2);
        assertThat(replaced.own().get(STRICT)).isTrue();
        assertThat(file.own().get(SHARE)).isEqualTo(0.1);
        assertThatThrownBy(() -> file.with(Map.of("gate.budget.share", "x")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("gate.budget.share is 'x'");
    }

    private static SluiceConfig parse(String yaml) {
        return ConfigFile.parse("sluice.yaml", yaml, KNOWN);
    }

    private static List<ConfigOption<?>> known() {
        List<ConfigOption<?>> known =
                new ArrayList<>(
                        OptionClasses.options(
                                List.of(
                                        IngestOptions.class,
                                        KafkaOptions.class,
                                        DeliveryOptions.class)));
        known.addAll(List.of(SHARE, STRICT, BLOCKED, NO_DEFAULT));
        return known;
    }
}
