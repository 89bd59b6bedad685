// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.config;

/**
 * One key with its value, as it was written.
 *
 * @param key the whole key, dotted
 * @param value the value as text
 * @param place where it was written, to begin a message with; may be empty
 */
record Setting(String key, String value, String place) {}
