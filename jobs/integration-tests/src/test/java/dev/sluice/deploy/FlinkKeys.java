// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.deploy;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** The keys that Flink knows, read off the constants of its own classes. */
public final class FlinkKeys {

    private static final Pattern OPTIONS =
            Pattern.compile(
                    "org/apache/flink/(configuration|state/.*)/[A-Za-z]*Options[A-Za-z]*\\.class");

    /** Families of keys: reporters, resources and file systems are named by who configures them. */
    private static final List<Pattern> FAMILIES =
            List.of(
                    Pattern.compile("metrics\\.reporter\\.[a-z]+\\.(factory\\.class|port)"),
                    Pattern.compile(
                            "external-resource\\.[a-z]+\\.(amount|driver-factory\\.class"
                                    + "|kubernetes\\.config-key)"),
                    Pattern.compile("containerized\\.(taskmanager|master)\\.env\\.[A-Z0-9_]+"));

    /** Keys of the plugin for S3 and of the operator, which are in no artifact of ours. */
    private static final Set<String> ELSEWHERE =
            Set.of("s3.endpoint", "s3.path.style.access", "job.autoscaler.enabled");

    private final Set<String> keys;

    private FlinkKeys(Set<String> keys) {
        this.keys = keys;
    }

    /** Reads them. */
    public static FlinkKeys read() throws IOException, ReflectiveOperationException {
        Set<String> keys = new TreeSet<>();
        CodeSource core = ConfigOptions.class.getProtectionDomain().getCodeSource();
        try (JarFile jar = new JarFile(Path.of(core.getLocation().getPath()).toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                if (OPTIONS.matcher(entry.getName()).matches()) {
                    String name = entry.getName().replace(".class", "").replace('/', '.');
                    collect(Class.forName(name), keys);
                }
            }
        }
        return new FlinkKeys(keys);
    }

    /** Whether Flink, one of its plugins or the operator reads a key. */
    public boolean know(String key) {
        return keys.contains(key)
                || ELSEWHERE.contains(key)
                || FAMILIES.stream().anyMatch(family -> family.matcher(key).matches());
    }

    private static void collect(Class<?> options, Set<String> keys)
            throws ReflectiveOperationException {
        for (Field field : options.getFields()) {
            if (Modifier.isStatic(field.getModifiers())
                    && field.getType().equals(ConfigOption.class)) {
                keys.add(((ConfigOption<?>) field.get(null)).key());
            }
        }
    }
}
