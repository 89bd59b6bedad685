// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Spoils bytes, the same way for the same random numbers. */
final class Mutator {

    private static final int MOST_CHANGES = 6;

    /** Numbers at the ends of their ranges, lengths that lie, and words that readers look for. */
    private static final List<byte[]> PIECES =
            List.of(
                    new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
                    new byte[] {-2, -1, -1, -1, 15},
                    new byte[] {-1, -1, -1, -1, 15},
                    new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xF0, 0x7F},
                    new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xF8, 0x7F},
                    new byte[] {(byte) 0xC3, 1},
                    new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                    text("\u0000"),
                    text("\u2028"),
                    text("\ud83d\ude00"),
                    text("NaN"),
                    text("-Infinity"),
                    text("1e999"),
                    text("9223372036854775808"),
                    text("-1"),
                    text("../"),
                    text("[[[[[[[[[[[[[[[["),
                    text("{\"a\":{\"a\":{\"a\":"),
                    text("&a [*a, *a]"),
                    text("\"\""),
                    text("\\u0000"),
                    text("null"),
                    text("\n"),
                    text(","));

    private final SplittableRandom random;

    Mutator(long seed) {
        random = new SplittableRandom(seed);
    }

    /** One of some inputs, spoilt. */
    byte[] spoil(List<byte[]> inputs) {
        byte[] bytes = pick(inputs);
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            bytes = change(bytes, inputs);
        }
        return bytes;
    }

    private byte[] change(byte[] bytes, List<byte[]> inputs) {
        int at = random.nextInt(bytes.length + 1);
        int length = random.nextInt(Math.min(bytes.length - at, 32) + 1);
        return switch (random.nextInt(8)) {
            case 0 -> flipped(bytes, at);
            case 1 ->
                    replaced(bytes, at, Math.min(1, length), new byte[] {(byte) random.nextInt()});
            case 2 -> replaced(bytes, at, length, new byte[0]);
            case 3 -> replaced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
            case 4 -> replaced(bytes, at, 0, pick(PIECES));
            case 5 -> {
                byte[] piece = pick(PIECES);
                yield replaced(bytes, at, Math.min(piece.length, bytes.length - at), piece);
            }
            case 6 -> Arrays.copyOf(bytes, at);
            default -> {
                byte[] other = pick(inputs);
                int from = random.nextInt(other.length + 1);
                yield replaced(
                        bytes,
                        at,
                        bytes.length - at,
                        Arrays.copyOfRange(other, from, other.length));
            }
        };
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        if (at < changed.length) {
            changed[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
        return changed;
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static byte[] replaced(byte[] bytes, int at, int length, byte[] piece) {
        byte[] changed = new byte[bytes.length - length + piece.length];
        System.arraycopy(bytes, 0, changed, 0, at);
        System.arraycopy(piece, 0, changed, at, piece.length);
        System.arraycopy(
                bytes, at + length, changed, at + piece.length, bytes.length - at - length);
        return changed;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
