// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.config;

/** A configuration that cannot be meant; its message is one line for the person who wrote it. */
public final class ConfigException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong, with the value, and what was expected. */
    public ConfigException(String message) {
        super(message);
    }

    /**
     * An option with a value that it cannot have; which is not shown if it may be a secret.
     *
     * @param key the option
     * @param value its value, as it was given
     * @param expected completes "expected …"
     */
    public static ConfigException of(String key, Object value, String expected) {
        return new ConfigException(
                key + " is '" + Secret.shown(key, value) + "'; expected " + expected);
    }
}
