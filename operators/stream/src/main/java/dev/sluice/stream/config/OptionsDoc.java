// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.config;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the table of options for the documentation, from the code that reads them. */
public final class OptionsDoc {

    private static final List<String> SIZES = List.of("bytes", "kb", "mb", "gb", "tb");

    private record Row(String key, String defaultValue, String type, String description) {}

    private OptionsDoc() {}

    /**
     * Markdown table of all options of some classes, by key; the same bytes for the same options.
     */
    public static String markdown(List<Class<?>> optionClasses) {
        List<Row> rows = new ArrayList<>();
        for (Class<?> optionClass : optionClasses) {
            for (Field field : OptionClasses.fields(optionClass)) {
                rows.add(row(field));
            }
        }
        rows.sort(Comparator.comparing(Row::key));
        StringBuilder table = new StringBuilder();
        table.append("| Key | Default | Type | Description |\n|---|---|---|---|\n");
        for (Row row : rows) {
            table.append("| `").append(row.key()).append("` | ").append(row.defaultValue());
            table.append(" | ").append(row.type()).append(" | ");
            table.append(row.description()).append(" |\n");
        }
        return table.toString();
    }

    private static Row row(Field field) {
        ConfigOption<?> option = OptionClasses.option(field);
        Object defaultValue = option.hasDefaultValue() ? option.defaultValue() : null;
        return new Row(
                option.key(),
                defaultValue == null ? "(none)" : cell(code(text(defaultValue))),
                cell(type(field, defaultValue)),
                cell(new HtmlFormatter().format(option.description())));
    }

    private static String type(Field field, Object defaultValue) {
        Type type = ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
        if (type instanceof Class<?> plain) {
            if (plain.isEnum()) {
                Enum<?> constant = (Enum<?>) plain.getEnumConstants()[0];
                return "one of " + OptionCheck.constants(constant);
            }
            return switch (plain.getSimpleName()) {
                case "String" -> "text";
                case "Integer", "Long" -> "whole number";
                case "Double", "Float" -> "number";
                case "Boolean" -> "true or false";
                case "MemorySize" -> "size";
                default -> plain.getSimpleName().toLowerCase(Locale.ROOT);
            };
        }
        return defaultValue instanceof Map ? "map" : "list";
    }

    private static String text(Object value) {
        if (value instanceof Duration duration) {
            return TimeUtils.formatWithHighestUnit(duration);
        }
        if (value instanceof MemorySize size) {
            return text(size.getBytes());
        }
        if (value instanceof Map<?, ?>) {
            return "";
        }
        if (value instanceof Collection<?> collection) {
            return String.join(";", collection.stream().map(String::valueOf).toList());
        }
        return value instanceof Enum<?> ? value.toString().toLowerCase(Locale.ROOT) : value + "";
    }

    private static String text(long bytes) {
        long count = bytes;
        int unit = 0;
        while (count != 0 && count % 1024 == 0 && unit < SIZES.size() - 1) {
            count /= 1024;
            unit++;
        }
        return count + " " + SIZES.get(unit);
    }

    private static String code(String text) {
        return text.isEmpty() ? "(empty)" : "`" + text + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s*\\R\\s*", " ");
    }
}
