// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.config;

import org.apache.flink.configuration.GlobalConfiguration;

import java.io.Serializable;
import java.util.Locale;

/**
 * Where a secret is found: in the environment or in a file, never in the configuration itself. What
 * travels with a job, is logged or shown is the place; who opens a connection reveals the secret,
 * and so has the one of that moment.
 */
public final class Secret implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String reference;

    private Secret(String reference) {
        this.reference = reference;
    }

    /**
     * The secret that an option refers to.
     *
     * @throws ConfigException if the option has the secret itself as its value, which is not shown
     */
    public static Secret of(String key, String value) {
        if (!References.isIn(value)) {
            throw literal(key);
        }
        return new Secret(value);
    }

    /** The refusal of a secret that is written out. */
    public static ConfigException literal(String key) {
        return new ConfigException(
                key
                        + " has a secret as its value (not shown); expected ${env:NAME} or"
                        + " ${file:PATH}, so that it stays out of files, logs and pages");
    }

    /** Whether a key, by its name, may have a secret as its value. */
    public static boolean isKey(String key) {
        return GlobalConfiguration.isSensitive(key)
                || key.toLowerCase(Locale.ROOT).endsWith("keystore.key");
    }

    /** A value as it may be shown: not at all, if the key may have a secret. */
    public static String shown(String key, Object value) {
        return isKey(key) && !References.isIn(String.valueOf(value)) ? "(hidden)" : value + "";
    }

    /**
     * The secret, as it is now.
     *
     * @throws ConfigException naming the variable or the file that is missing
     */
    public String reveal() {
        return References.resolve(reference);
    }

    /** Where it is found. */
    @Override
    public String toString() {
        return reference;
    }
}
