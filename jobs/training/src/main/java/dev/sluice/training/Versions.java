// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Versions that tell contents apart: equal contents have equal versions, on any day. */
final class Versions {

    private static final int DIGITS = 12;

    private Versions() {}

    /**
     * Version of a model: of the bytes of its files.
     *
     * @param prefix what it begins with, such as {@code fraud-deep}
     * @param hashes hash of each file by name
     * @param origin what else makes it what it is
     */
    static String of(String prefix, Map<String, String> hashes, String origin) {
        return of(prefix, new TreeMap<>(hashes) + origin);
    }

    /** Version of a text. */
    static String of(String prefix, String content) {
        byte[] hash = sha256().digest(content.getBytes(StandardCharsets.UTF_8));
        return prefix + "-" + HexFormat.of().formatHex(hash).substring(0, DIGITS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
