// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.registry;

import dev.sluice.stream.config.ConfigException;
import dev.sluice.stream.config.Secret;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Options of the schema registry. */
public final class RegistryOptions {

    /** Where it is found. */
    public static final ConfigOption<String> URL =
            ConfigOptions.key("registry.url")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Where a schema registry with Confluent's REST interface is, several of"
                                    + " one registry separated by commas. Records may then be framed"
                                    + " by the ids of the registry. Without it, all are Avro single"
                                    + " objects.");

    /** User. */
    public static final ConfigOption<String> USER =
            ConfigOptions.key("registry.user")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("User for basic authentication at the registry.");

    /** Password. */
    public static final ConfigOption<String> PASSWORD =
            ConfigOptions.key("registry.password")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Password of registry.user, as ${env:NAME} or ${file:PATH}; it is never"
                                    + " written out.");

    /** Token. */
    public static final ConfigOption<String> TOKEN =
            ConfigOptions.key("registry.token")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Bearer token for the registry, instead of user and password, as"
                                    + " ${env:NAME} or ${file:PATH}. It is read again for every"
                                    + " request.");

    /** Certificates. */
    public static final ConfigOption<String> CERTIFICATES =
            ConfigOptions.key("registry.certificates")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "PEM file with the certificates that the registry's own is signed by;"
                                    + " those that Java trusts if it is not set.");

    /** Time for an answer. */
    public static final ConfigOption<Duration> TIMEOUT =
            ConfigOptions.key("registry.timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(5))
                    .withDescription("How long one request to the registry may take.");

    /** Time for an answer after all. */
    public static final ConfigOption<Duration> PATIENCE =
            ConfigOptions.key("registry.patience")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(2))
                    .withDescription(
                            "How long a registry that does not answer is asked again, with growing"
                                    + " pauses, before the job fails and goes back to its last"
                                    + " checkpoint. Until then the records of a partition wait"
                                    + " behind the first one whose schema is not known; none is"
                                    + " lost or refused.");

    /** Framing of what is written. */
    public static final ConfigOption<OutputFraming> OUTPUT =
            ConfigOptions.key("registry.output")
                    .enumType(OutputFraming.class)
                    .defaultValue(OutputFraming.REGISTRY)
                    .withDescription(
                            "How the topics that the job writes are framed if there is a registry:"
                                    + " 'registry' or 'single-object'. Both are read, whatever it"
                                    + " is.");

    /** Own schemas. */
    public static final ConfigOption<OwnSchemas> SCHEMAS =
            ConfigOptions.key("registry.schemas")
                    .enumType(OwnSchemas.class)
                    .defaultValue(OwnSchemas.REGISTER)
                    .withDescription(
                            "'register': the job registers the schemas of the topics that it writes"
                                    + " where they are not, as subject TOPIC-value, when it is"
                                    + " submitted. 'expect': they have to be there.");

    /** Rule. */
    public static final ConfigOption<Compatibility> COMPATIBILITY =
            ConfigOptions.key("registry.compatibility")
                    .enumType(Compatibility.class)
                    .defaultValue(Compatibility.UNCHANGED)
                    .withDescription(
                            "Compatibility rule that is set for the subjects of the topics that the"
                                    + " job writes, before their schemas are registered;"
                                    + " 'unchanged' leaves what the registry has.");

    private RegistryOptions() {}

    /**
     * The options as one value; empty without a registry.
     *
     * @throws ConfigException if one is impossible
     */
    public static Optional<RegistryConfig> read(ReadableConfig config) {
        Optional<String> url = config.getOptional(URL);
        if (url.isEmpty()) {
            for (ConfigOption<String> option : List.of(USER, PASSWORD, TOKEN, CERTIFICATES)) {
                if (config.getOptional(option).isPresent()) {
                    throw new ConfigException(
                            option.key() + " is set, and " + URL.key() + " is not; expected both");
                }
            }
            return Optional.empty();
        }
        return Optional.of(
                new RegistryConfig(
                        List.of(url.get().split("\\s*,\\s*")),
                        credentials(config),
                        config.getOptional(CERTIFICATES).orElse(""),
                        config.get(TIMEOUT),
                        config.get(PATIENCE),
                        config.get(OUTPUT),
                        config.get(SCHEMAS),
                        config.get(COMPATIBILITY)));
    }

    private static Credentials credentials(ReadableConfig config) {
        Optional<String> user = config.getOptional(USER);
        Optional<Secret> password =
                config.getOptional(PASSWORD).map(value -> Secret.of(PASSWORD.key(), value));
        Optional<Secret> token =
                config.getOptional(TOKEN).map(value -> Secret.of(TOKEN.key(), value));
        if (user.isPresent() != password.isPresent()) {
            throw new ConfigException(
                    (user.isPresent() ? USER : PASSWORD).key()
                            + " is set alone; expected "
                            + USER.key()
                            + " and "
                            + PASSWORD.key()
                            + " together");
        }
        if (token.isPresent()) {
            if (user.isPresent()) {
                throw new ConfigException(
                        TOKEN.key() + " and " + USER.key() + " are set; expected one of them");
            }
            return Credentials.bearer(token.get());
        }
        return user.isPresent()
                ? Credentials.basic(user.get(), password.get())
                : Credentials.none();
    }
}
