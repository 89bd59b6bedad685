// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.series;

import java.util.Arrays;

/**
 * The last 64, 256 and 1,024 values of a series, in sixteen blocks each: mean, lowest and highest
 * of a block.
 *
 * <p>Blocks are of 4, 16 and 64 values, counted from the first value on; the newest block of each
 * window may not be full. Mutable, not thread-safe.
 */
public final class LastBlocks {

    /** Windows. */
    public static final int WINDOWS = 3;

    /** Blocks of a window. */
    public static final int BLOCKS = 16;

    /** Figures of a block: mean, lowest, highest. */
    public static final int FIGURES = 3;

    /** The shortest blocks hold four values, the others four times as many each. */
    private static final int FIRST_SHIFT = 2;

    private static final int SHIFT = 2;

    /** Values given. */
    public long count;

    /** Sum, lowest, highest of the blocks, a ring for each window. */
    public double[] blocks = new double[0];

    /** Nothing given. */
    public LastBlocks() {}

    /** Values of a full block of a window, 0 the shortest. */
    public static int blockLength(int window) {
        return 1 << (FIRST_SHIFT + SHIFT * window);
    }

    /** Takes the next value. */
    public void add(double value) {
        if (blocks.length == 0) {
            blocks = new double[WINDOWS * BLOCKS * FIGURES];
        }
        for (int window = 0; window < WINDOWS; window++) {
            int at = at(window, block(window, count));
            if (count % blockLength(window) == 0) {
                Arrays.fill(blocks, at, at + FIGURES, value);
            } else {
                blocks[at] += value;
                blocks[at + 1] = Math.min(blocks[at + 1], value);
                blocks[at + 2] = Math.max(blocks[at + 2], value);
            }
        }
        count++;
    }

    /** Blocks of a window that hold something. */
    public int filled(int window) {
        return count == 0 ? 0 : (int) Math.min(BLOCKS, block(window, count - 1) + 1);
    }

    /**
     * Reads a block.
     *
     * @param window 0 the shortest
     * @param age 0 the newest
     * @param into mean, lowest, highest
     */
    public void read(int window, int age, double[] into) {
        long newest = block(window, count - 1);
        int at = at(window, newest - age);
        int length = age == 0 ? (int) ((count - 1) % blockLength(window)) + 1 : blockLength(window);
        into[0] = blocks[at] / length;
        into[1] = blocks[at + 1];
        into[2] = blocks[at + 2];
    }

    private static long block(int window, long number) {
        return number / blockLength(window);
    }

    private static int at(int window, long block) {
        return (window * BLOCKS + (int) (block % BLOCKS)) * FIGURES;
    }
}
