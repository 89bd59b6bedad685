// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.series;

import java.util.Arrays;

/**
 * Quantiles of all that a series ever said, from a sample of bounded size.
 *
 * <p>Of each stride of values one is kept; when the sample is full, every other one leaves and the
 * stride doubles. Which of a stride is kept follows from a hash of its number, so that a period of
 * the series does not meet the stride. Equal values give equal samples. Up to {@value #CAPACITY}
 * values the quantiles are exact. Mutable, not thread-safe.
 */
public final class ThinnedSample {

    /** Values kept at most. */
    public static final int CAPACITY = 256;

    private static final int FIRST_CAPACITY = 8;

    /** Values kept. */
    public int size;

    /** Values given. */
    public long seen;

    /** Of so many values one is kept; a power of two. */
    public int stride = 1;

    /** Values kept, in the order in which they came. */
    public double[] arrived = new double[0];

    /** Values kept, ascending. */
    public double[] sorted = new double[0];

    /** An empty sample. */
    public ThinnedSample() {}

    /** Takes the next value, which must be a number. */
    public void add(double value) {
        long number = seen++;
        if (pick(number / stride) != number % stride) {
            return;
        }
        if (size == CAPACITY) {
            thin();
            return;
        }
        if (size == arrived.length) {
            int capacity = Math.min(CAPACITY, Math.max(FIRST_CAPACITY, 2 * size));
            arrived = Arrays.copyOf(arrived, capacity);
            sorted = Arrays.copyOf(sorted, capacity);
        }
        arrived[size] = value;
        int at = below(value);
        System.arraycopy(sorted, at, sorted, at + 1, size - at);
        sorted[at] = value;
        size++;
    }

    /** Whether there is nothing to tell quantiles from. */
    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * The smallest kept value that at least this share of the others does not exceed.
     *
     * @param share 0 to 1
     * @throws IllegalStateException if the sample is empty
     */
    public double quantile(double share) {
        if (size == 0) {
            throw new IllegalStateException("An empty sample has no quantiles");
        }
        return sorted[(int) (share * (size - 1))];
    }

    /**
     * Share of the kept values below this one, equal ones counted half; a half if there are none.
     */
    public double rank(double value) {
        if (size == 0) {
            return 0.5;
        }
        int below = below(value);
        int equal = below;
        while (equal < size && sorted[equal] == value) {
            equal++;
        }
        return (below + equal) / 2.0 / size;
    }

    /** Share of the kept values below this one. */
    public double share(double value) {
        return size == 0 ? 0.5 : (double) below(value) / size;
    }

    private int below(double value) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The value at hand is not kept: the stride that it began is twice as long now. */
    private void thin() {
        size = CAPACITY / 2;
        for (int i = 0; i < size; i++) {
            arrived[i] = arrived[2 * i];
            sorted[i] = arrived[i];
        }
        Arrays.sort(sorted, 0, size);
        stride *= 2;
    }

    /** Which of the values of a stride is kept: SplitMix64's finalizer over its number. */
    private long pick(long number) {
        long z = (number + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return (z ^ (z >>> 31)) & (stride - 1);
    }
}
