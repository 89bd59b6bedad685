// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.config;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A checked configuration: every key is known and every value is possible.
 *
 * <p>Values may have {@link References}. Keys under {@value #FLINK_PREFIX} are Flink's, all others
 * are options of the stages; options of map type (the properties of the Kafka clients) take any key
 * below them.
 */
public final class SluiceConfig {

    /** Keys below this go to Flink, without it. */
    public static final String FLINK_PREFIX = "flink.";

    /** Flink's options whose values can be checked here; others are left to Flink. */
    private static final List<Class<?>> FLINK_OPTIONS =
            List.of(
                    CheckpointingOptions.class,
                    CoreOptions.class,
                    ExecutionOptions.class,
                    JobManagerOptions.class,
                    PipelineOptions.class,
                    RestOptions.class,
                    RestartStrategyOptions.class,
                    StateBackendOptions.class,
                    TaskManagerOptions.class);

    private final List<ConfigOption<?>> known;
    private final Configuration own;
    private final Configuration flink;

    private SluiceConfig(List<ConfigOption<?>> known, Configuration own, Configuration flink) {
        this.known = known;
        this.own = own;
        this.flink = flink;
    }

    /**
     * A configuration that was not written in a file.
     *
     * @param settings values by dotted key
     * @param known all options that may be set
     * @throws ConfigException if a key is unknown or a value impossible
     */
    public static SluiceConfig of(Map<String, String> settings, List<ConfigOption<?>> known) {
        return empty(known).with(settings);
    }

    /**
     * The same with some values replaced, as by the command line.
     *
     * @throws ConfigException if a key is unknown or a value impossible
     */
    public SluiceConfig with(Map<String, String> settings) {
        return with(
                new TreeMap<>(settings)
                        .entrySet().stream()
                                .map(entry -> new Setting(entry.getKey(), entry.getValue(), ""))
                                .toList());
    }

    static SluiceConfig empty(List<ConfigOption<?>> known) {
        return new SluiceConfig(List.copyOf(known), new Configuration(), new Configuration());
    }

    SluiceConfig with(List<Setting> settings) {
        Map<String, ConfigOption<?>> options = byKey(known);
        Map<String, ConfigOption<?>> flinkOptions = byKey(OptionClasses.options(FLINK_OPTIONS));
        Configuration newOwn = new Configuration(own);
        Configuration newFlink = new Configuration(flink);
        for (Setting written : settings) {
            Setting setting = resolved(written);
            if (setting.key().startsWith(FLINK_PREFIX)) {
                String key = setting.key().substring(FLINK_PREFIX.length());
                ConfigOption<?> option = flinkOptions.get(key);
                if (option != null) {
                    checkFlink(setting, key, option);
                }
                newFlink.setString(key, setting.value());
            } else {
                ConfigOption<?> option = options.get(setting.key());
                if (option != null) {
                    OptionCheck.check(setting, option);
                } else if (!isBelowMap(setting.key())) {
                    throw unknown(setting, options);
                }
                newOwn.setString(setting.key(), setting.value());
            }
        }
        return new SluiceConfig(known, newOwn, newFlink);
    }

    /** Options of the stages. */
    public ReadableConfig own() {
        return own;
    }

    /** Options of Flink, without their prefix; a copy. */
    public Configuration flink() {
        return new Configuration(flink);
    }

    /**
     * The setting with what its references stand for. Those to secrets stay: what travels with a
     * job is where a secret is found, and who opens a connection looks there.
     */
    private static Setting resolved(Setting setting) {
        if (!References.isIn(setting.value()) || Secret.isKey(setting.key())) {
            return setting;
        }
        try {
            return new Setting(setting.key(), References.resolve(setting.value()), setting.place());
        } catch (ConfigException e) {
            throw new ConfigException(setting.place() + setting.key() + ": " + e.getMessage());
        }
    }

    private boolean isBelowMap(String key) {
        for (ConfigOption<?> option : known) {
            boolean isMap = option.hasDefaultValue() && option.defaultValue() instanceof Map;
            if (isMap && key.startsWith(option.key() + ".")) {
                return true;
            }
        }
        return false;
    }

    private static void checkFlink(Setting setting, String key, ConfigOption<?> option) {
        try {
            OptionCheck.check(new Setting(key, setting.value(), ""), option);
        } catch (ConfigException e) {
            throw new ConfigException(setting.place() + FLINK_PREFIX + e.getMessage());
        }
    }

    private static ConfigException unknown(Setting setting, Map<String, ConfigOption<?>> options) {
        Optional<String> nearest = NearestKey.of(setting.key(), options.keySet());
        return new ConfigException(
                setting.place()
                        + "unknown option "
                        + setting.key()
                        + " (value '"
                        + Secret.shown(setting.key(), setting.value())
                        + "'); expected "
                        + nearest.map(key -> key + " perhaps, or ").orElse("")
                        + "a key of the option table, or one under "
                        + FLINK_PREFIX
                        + " or kafka.properties.");
    }

    private static Map<String, ConfigOption<?>> byKey(List<ConfigOption<?>> options) {
        Map<String, ConfigOption<?>> byKey = new TreeMap<>();
        for (ConfigOption<?> option : options) {
            byKey.put(option.key(), option);
        }
        return byKey;
    }
}
