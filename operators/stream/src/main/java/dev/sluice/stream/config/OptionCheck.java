// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.config;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whether a text can be the value of an option. */
final class OptionCheck {

    private OptionCheck() {}

    /** Refuses a setting that its option cannot take. */
    static void check(Setting setting, ConfigOption<?> option) {
        Configuration configuration = new Configuration();
        configuration.setString(setting.key(), setting.value());
        Object value;
        try {
            value = configuration.get(option);
        } catch (IllegalArgumentException e) {
            throw refusal(setting, expected(option, e));
        }
        // Flink takes a bare number for milliseconds; whoever writes 30 means seconds as often
        if (value instanceof Duration && isDigits(setting.value())) {
            throw refusal(setting, "a duration with a unit, such as '250 ms', '5 s' or '1 h'");
        }
        if (value instanceof Double number && !Double.isFinite(number)) {
            throw refusal(setting, "a finite number");
        }
    }

    private static ConfigException refusal(Setting setting, String expected) {
        return new ConfigException(
                setting.place()
                        + ConfigException.of(setting.key(), setting.value(), expected)
                                .getMessage());
    }

    private static String expected(ConfigOption<?> option, Exception failure) {
        Object example = option.hasDefaultValue() ? option.defaultValue() : null;
        if (example instanceof Enum<?> constant) {
            return "one of " + constants(constant);
        }
        if (example instanceof Duration) {
            return "a duration with a unit, such as '250 ms', '5 s' or '1 h'";
        }
        if (example instanceof MemorySize) {
            return "a size, such as '64 kb' or '1 mb'";
        }
        if (example instanceof Boolean) {
            return "true or false";
        }
        if (example instanceof Integer || example instanceof Long) {
            return "a whole number";
        }
        if (example instanceof Number) {
            return "a number";
        }
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return "another value (" + cause.getMessage() + ")";
    }

    /** Names of an enum as they are written in a file. */
    static String constants(Enum<?> constant) {
        return Arrays.stream(constant.getDeclaringClass().getEnumConstants())
                .map(value -> value.toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static boolean isDigits(String text) {
        return !text.isBlank() && text.strip().chars().allMatch(Character::isDigit);
    }
}
