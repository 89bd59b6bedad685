// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.privacy;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;

/**
 * Shows identifiers as they are, in part, or as a keyed hash.
 *
 * <p>A hash tells equal identifiers from different ones and can be computed again by whoever has
 * the key; without the key it cannot be tried out over all card numbers, as a plain hash can.
 * Immutable and thread-safe.
 */
public final class IdentifierMask implements Serializable {

    /** How identifiers are shown. */
    public enum Mode {
        /** As they are. */
        PLAIN,
        /** The last two characters of eight or more, and none of fewer. */
        MASK,
        /** The first twelve hexadecimal digits of their HMAC-SHA256. */
        HASH
    }

    /** Shortest key, in bytes. */
    public static final int MIN_KEY_BYTES = 16;

    private static final long serialVersionUID = 1L;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int DIGITS = 12;
    private static final int SHOWN = 2;
    private static final int LONG_ENOUGH = 8;

    private final Mode mode;
    private final byte[] key;

    private IdentifierMask(Mode mode, byte[] key) {
        this.mode = mode;
        this.key = key;
    }

    /** Shows them as they are. */
    public static IdentifierMask plain() {
        return new IdentifierMask(Mode.PLAIN, new byte[0]);
    }

    /** Shows them in part. */
    public static IdentifierMask masked() {
        return new IdentifierMask(Mode.MASK, new byte[0]);
    }

    /**
     * Shows their hash under a key.
     *
     * @throws IllegalArgumentException if the key is shorter than {@value #MIN_KEY_BYTES} bytes
     */
    public static IdentifierMask hashed(byte[] key) {
        if (key.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "The key has "
                            + key.length
                            + " bytes; expected at least "
                            + MIN_KEY_BYTES
                            + ", drawn at random");
        }
        return new IdentifierMask(Mode.HASH, key.clone());
    }

    /** Shows their hash under a key that nobody knows: it is drawn now and never told. */
    public static IdentifierMask hashedAnew() {
        byte[] key = new byte[2 * MIN_KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return new IdentifierMask(Mode.HASH, key);
    }

    /** How identifiers are shown. */
    public Mode mode() {
        return mode;
    }

    /** An identifier as it may be shown. */
    public String of(String identifier) {
        if (identifier == null) {
            return "null";
        }
        return switch (mode) {
            case PLAIN -> identifier;
            case MASK -> "*" + shown(identifier);
            case HASH -> "#" + hash(identifier);
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdentifierMask mask
                && mode == mask.mode
                && Arrays.equals(key, mask.key);
    }

    @Override
    public int hashCode() {
        return 31 * mode.hashCode() + Arrays.hashCode(key);
    }

    /** The mode; the key is never told. */
    @Override
    public String toString() {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private static String shown(String identifier) {
        int characters = identifier.codePointCount(0, identifier.length());
        return characters < LONG_ENOUGH
                ? ""
                : identifier.substring(identifier.offsetByCodePoints(0, characters - SHOWN));
    }

    private String hash(String identifier) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] hash = mac.doFinal(identifier.getBytes(StandardCharsets.UTF_8));
            return java.util.HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
