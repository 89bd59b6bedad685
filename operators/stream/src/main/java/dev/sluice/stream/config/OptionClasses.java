// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.config;

import org.apache.flink.configuration.ConfigOption;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the options that {@code *Options} classes declare as public constants. */
public final class OptionClasses {

    private OptionClasses() {}

    /** All options of some classes, by key. */
    public static List<ConfigOption<?>> options(List<Class<?>> optionClasses) {
        List<ConfigOption<?>> options = new ArrayList<>();
        for (Class<?> optionClass : optionClasses) {
            for (Field field : fields(optionClass)) {
                options.add(option(field));
            }
        }
        options.sort(Comparator.comparing(ConfigOption::key));
        return List.copyOf(options);
    }

    static List<Field> fields(Class<?> optionClass) {
        List<Field> fields = new ArrayList<>();
        for (Field field : optionClass.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
                fields.add(field);
            }
        }
        return fields;
    }

    static ConfigOption<?> option(Field field) {
        try {
            return (ConfigOption<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(field + " cannot be read; expected public", e);
        }
    }
}
